package dev.nightdesk.adapters;

import java.util.List;

/// One command, for channels that have a list of them. What a person fills in comes back as words:
/// the slash, the name, and the values in their order, in [Inbound.Said#text].
///
/// @param name 1 to 32 of `a-z`, `0-9` and `_`, without the slash
/// @param description 1 to 100 characters (Discord's bound, the smallest in the field)
/// @param fields what can be filled in, the required ones first
public record CommandHint(String name, String description, List<Field> fields) {
  public static final int MAX_DESCRIPTION = 100;

  public CommandHint {
    fields = List.copyOf(fields);
    if (!name.matches("[a-z0-9_]{1,32}")) {
      throw new IllegalArgumentException("not a command's name: " + name);
    }
    if (description.isEmpty() || description.length() > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "a command's description has 1 to " + MAX_DESCRIPTION + " characters");
    }
  }

  /// One thing to fill in.
  ///
  /// @param name 1 to 32 of `a-z`, `0-9` and `_`
  /// @param kind what can be suggested for it
  public record Field(String name, Kind kind, boolean required) {
    public Field {
      if (!name.matches("[a-z0-9_]{1,32}")) {
        throw new IllegalArgumentException("not a field's name: " + name);
      }
    }
  }

  /// What belongs into a field, and what [Door#suggest] can offer for it.
  public enum Kind {
    /// Free words; nothing is suggested.
    WORDS,
    /// A session's short id.
    SESSION,
    /// A task for an agent: repositories and agents are suggested while it begins with `@`.
    TASK,
    /// A role's name.
    ROLE,
    /// The name of somebody on the list.
    PERSON
  }
}
