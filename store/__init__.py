"""How is it kept? Database, tables, migrations, and rows to values and back: no use case lives here."""
