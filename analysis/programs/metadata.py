"""What an OData feed holds, in the words of its standard: CSDL 4.0."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from analysis.programs.feeding import EntitySet

EDMX, EDM = "http://docs.oasis-open.org/odata/ns/edmx", "http://docs.oasis-open.org/odata/ns/edm"
NAMESPACE = "Canvass"


def document(sets: Iterable[EntitySet]) -> bytes:
    """The XML document of `$metadata`."""
    root = Element("edmx:Edmx", {"xmlns:edmx": EDMX, "Version": "4.0"})
    schema = SubElement(SubElement(root, "edmx:DataServices"), "Schema", {"xmlns": EDM, "Namespace": NAMESPACE})
    container = Element("EntityContainer", {"Name": "Survey"})
    for each in sets:
        _entity_type(schema, each)
        kind = f"{NAMESPACE}.{_type_name(each)}"
        SubElement(container, "EntitySet", {"Name": each.name, "EntityType": kind})
    schema.append(container)
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def _entity_type(schema: Element, entities: EntitySet) -> None:
    kind = SubElement(schema, "EntityType", {"Name": _type_name(entities)})
    key = SubElement(kind, "Key")
    for name in entities.key:
        SubElement(key, "PropertyRef", {"Name": name})
    for name, of in entities.properties.items():
        nullable = "false" if name in entities.key else "true"
        SubElement(kind, "Property", {"Name": name, "Type": of, "Nullable": nullable})


def _type_name(entities: EntitySet) -> str:
    return f"{entities.name}Record"
