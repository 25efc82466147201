"""CRMs that are connected: their records read by the importer, our visits written there, conflicts for a person."""
