"""What is said of roads, travel and positions: the English words, and the German ones."""

from __future__ import annotations

ROADS = {
    "no road may be driven": "keine Straße darf befahren werden",
    "Take an extract with roads, or allow more road classes in the profile.": (
        "Einen Auszug mit Straßen nehmen oder im Profil mehr Straßenklassen erlauben."
    ),
    "{text} names no engine": "{text} nennt keinen Rechner",
    "Write {forms}; behind a server's address ,limit=NUMBER ,timeout=SECONDS ,retries=NUMBER.": (
        "Zu schreiben ist {forms}; hinter der Adresse eines Servers ,limit=ZAHL ,timeout=SEKUNDEN ,retries=ZAHL."
    ),
    "meets a road {here_m} m away; another one, {there_m} m away, is {apart} from that point": (
        "trifft in {here_m} m auf eine Straße; eine andere, in {there_m} m, ist von dort {apart} entfernt"
    ),
    "Put its position where one turns in, if that is the other road.": (
        "Die Position dorthin setzen, wo man einbiegt, falls es die andere Straße ist."
    ),
    "is no geocoder that geopy knows": "ist kein Adressdienst, den geopy kennt",
    "Name one of geopy's services, such as nominatim, photon or arcgis.": (
        "Einen Dienst von geopy nennen, etwa nominatim, photon oder arcgis."
    ),
    "See geopy's documentation for what the service needs.": (
        "Was der Dienst braucht, steht in der Dokumentation von geopy."
    ),
    "has neither a position nor an address": "hat weder Position noch Adresse",
    "Give lat and lon or an address.": "lat und lon oder eine Adresse angeben.",
    "{service} does not find {written}": "{service} findet {written} nicht",
    "Correct the address, or give lat and lon.": "Die Adresse berichtigen oder lat und lon angeben.",
    "{written} is {count} places ({named})": "{written} meint {count} Orte ({named})",
    "Add the postcode or the town, or give lat and lon.": ("Postleitzahl oder Ort ergänzen oder lat und lon angeben."),
    "it cannot be read: {value}": "nicht lesbar: {value}",
    "Check its name, and that you may read it.": "Den Namen prüfen, und ob die Datei gelesen werden darf.",
    "line {line} is not UTF-8 (byte 0x{data})": "Zeile {line} ist kein UTF-8 (Byte 0x{data})",
    "Save it as {how}.": "Als {how} speichern.",
    "these roads were made by an earlier version (format {made_by}; now {format}), by other rules": (
        "diese Straßen stammen von einer früheren Ausgabe (Format {made_by}; jetzt {format}) mit anderen Regeln"
    ),
    "Make them again from the same source: roundsman roads FILE (or --place, --around-accounts).": (
        "Aus derselben Quelle neu machen: roundsman roads FILE (oder --place, --around-accounts)."
    ),
    "cannot be read as OpenStreetMap data ({error})": "nicht als OpenStreetMap-Daten lesbar ({error})",
    "Give an .osm.pbf or .osm file, whole and sorted, such as a country extract.": (
        "Eine Datei .osm.pbf oder .osm angeben, vollständig und sortiert, etwa einen Länderauszug."
    ),
    "holds no road with positions ({missing} references to nodes that are not in the file)": (
        "enthält keine Straße mit Positionen ({missing} Verweise auf Punkte, die nicht in der Datei stehen)"
    ),
    "Take an extract with complete ways that covers the accounts.": (
        "Einen Auszug mit vollständigen Wegen nehmen, der die Kunden umfasst."
    ),
    "Write it as a map would, such as 'Vaduz, Liechtenstein', or give a box or a file.": (
        "Wie auf einer Karte schreiben, etwa 'Vaduz, Liechtenstein', oder einen Kasten oder eine Datei angeben."
    ),
    "{source} knows no way": "{source} kennt keinen Weg",
    "Check both positions, and that the server's map covers them.": (
        "Beide Positionen prüfen, und ob die Karte des Servers sie umfasst."
    ),
    "Copy the product's profile.toml and edit the copy.": (
        "Die profile.toml des Produkts kopieren und die Kopie bearbeiten."
    ),
    "lacks {name}": "{name} fehlt",
    "Copy it from the product's profile.": "Aus dem Profil des Produkts kopieren.",
    "{name}.{key} = {value} is not a speed between 0 and 200 km/h": (
        "{name}.{key} = {value} ist keine Geschwindigkeit zwischen 0 und 200 km/h"
    ),
    "Write a number of km/h.": "Eine Zahl in km/h schreiben.",
    "no road joins them": "keine Straße verbindet sie",
    "Check both positions and the profile's access rules.": (
        "Beide Positionen und die Zufahrtsregeln des Profils prüfen."
    ),
    "Write slots as the product's profile does.": "Die Zeitfenster wie im Profil des Produkts schreiben.",
    "no road may be driven on which one can stop": "keine Straße, an der man halten kann, darf befahren werden",
    "Take an extract with streets, or change [stopping] in the profile.": (
        "Einen Auszug mit Straßen nehmen oder [stopping] im Profil ändern."
    ),
    "lies outside the road network: the nearest road is {offset_m} km away": (
        "liegt außerhalb des Straßennetzes: die nächste Straße ist {offset_m} km entfernt"
    ),
    "stands at a road that nothing joins to the others, {offset_m} km away (an island?)": (
        "liegt an einer Straße ohne Verbindung zu den anderen, {offset_m} km entfernt (eine Insel?)"
    ),
    "is {offset_m} m from the nearest road that can be driven": (
        "ist {offset_m} m von der nächsten befahrbaren Straße entfernt"
    ),
    "Correct its position, or build roads that cover it.": (
        "Die Position berichtigen oder Straßen aufbauen, die sie umfassen."
    ),
    "Allow the ferry in the profile, correct its position, or leave it out.": (
        "Die Fähre im Profil erlauben, die Position berichtigen oder ihn weglassen."
    ),
    "Check its position; planning adds the way to the road.": (
        "Die Position prüfen; die Planung rechnet den Weg bis zur Straße dazu."
    ),
    "{way_m} km as one drives": "{way_m} km auf der Straße",
    "The geocoder {service} could not be asked for {address} ({cause}). {remedy}": (
        "Der Adressdienst {service} konnte nicht nach {address} gefragt werden ({cause}). {remedy}"
    ),
    "{path} cannot be written: {value}.": "{path} kann nicht geschrieben werden: {value}.",
    ("The road network kept in {path} cannot be read ({cause}). Delete it and make it again: roundsman roads."): (
        "Das Straßennetz in {path} ist nicht lesbar ({cause}). Löschen und neu machen: roundsman roads."
    ),
    "The road network cannot be kept in {path} ({strerror}). Free some space or name another folder.": (
        "Das Straßennetz kann nicht in {path} gespeichert werden ({strerror}). Platz schaffen oder einen "
        "anderen Ordner nennen."
    ),
    "OpenStreetMap ({overpass}) gave no answer for {asked_for}: {cause}. {remedy}": (
        "OpenStreetMap ({overpass}) gab keine Antwort für {asked_for}: {cause}. {remedy}"
    ),
    "refused the question: {get} {get_2}": "lehnte die Frage ab: {get} {get_2}",
    "The {name} server at {url} {cause}. {remedy}": "Der Server {name} unter {url} {cause}. {remedy}",
    "answered a table of {shape} for {count} by {count_2} places": (
        "gab eine Tabelle {shape} für {count} mal {count_2} Orte"
    ),
    "answered with status {status_code} again and again": "antwortete immer wieder mit Status {status_code}",
    "cannot be reached ({name})": "ist nicht erreichbar ({name})",
    "answered something that is not JSON ({text})": "antwortete etwas, das kein JSON ist ({text})",
    "did not answer within {timeout_s} seconds": "antwortete nicht binnen {timeout_s} Sekunden",
    'slots.{name} needs from = "HH:MM" and shares above 0, at most 2': (
        'slots.{name} braucht from = "HH:MM" und Anteile über 0, höchstens 2'
    ),
    "{text} is no number": "{text} ist keine Zahl",
    "cannot be reached": "ist nicht erreichbar",
    "does not answer": "antwortet nicht",
    "answered without durations and distances; it is older than OSRM 5.18": (
        "antwortete ohne Zeiten und Strecken; er ist älter als OSRM 5.18"
    ),
    "answered in a form that it should not have": "antwortete in einer unerlaubten Form",
    "a name": "ein Name",
    "an address": "eine Adresse",
    "shorter": "kürzer",
    "longer": "länger",
    "written": "geschrieben",
    "nobody": "niemand",
}
