package dev.galley.domain.persona;

/** A place of a persona that resources are connected to. */
public enum PersonaField {
  NAME(ResourceKind.NAME, "name_id", "name"),
  DESCRIPTION(ResourceKind.DESCRIPTION, "description_id", "description"),
  COLOR(ResourceKind.COLOR, "color_id", "color"),
  ICON(ResourceKind.ICON, "icon_id", "icon"),
  INSTRUCTIONS(ResourceKind.INSTRUCTIONS, "instructions_id", "instructions"),
  FLAGS(ResourceKind.FLAG, "flag_ids", "flags"),
  EXAMPLES(ResourceKind.EXAMPLE, "example_ids", "examples"),
  DEPARTMENTS(ResourceKind.DEPARTMENT, "department_ids", "departments"),
  PARAMETER_FIELDS(ResourceKind.PARAMETER_FIELD, "parameter_field_ids", "parameter_fields"),
  VOICES(ResourceKind.VOICE, "voice_ids", "voices");

  /** How many resources a list can connect. */
  public static final int MOST = 100;

  private final ResourceKind kind;
  private final String idName;
  private final String textName;

  PersonaField(ResourceKind kind, String idName, String textName) {
    this.kind = kind;
    this.idName = idName;
    this.textName = textName;
  }

  /** What can be connected here. */
  public ResourceKind kind() {
    return kind;
  }

  /** The member that names what is connected by its ids. */
  public String idName() {
    return idName;
  }

  /** The member that has what is connected itself. */
  public String textName() {
    return textName;
  }

  /** Whether there can be several. */
  public boolean isList() {
    return idName.endsWith("_ids");
  }
}
