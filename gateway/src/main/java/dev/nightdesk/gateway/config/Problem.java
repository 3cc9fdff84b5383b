package dev.nightdesk.gateway.config;

/// Something in the config that needs its author.
///
/// @param key where in the YAML, as `people[0].telegram`; empty for the file as a whole
/// @param line from 1; 0 when it stands nowhere in the file
/// @param column from 1; 0 when it stands nowhere in the file
/// @param what is wrong, never with a secret in it
/// @param hint the next step
public record Problem(String key, int line, int column, String what, String hint) {
  /// As compilers say it, so that editors can jump there: `nightdesk.yaml:4:3: people[0].role: …`.
  public String text(String file) {
    var place = line == 0 ? file : file + ":" + line + ":" + column;
    var subject = key.isEmpty() ? "" : key + ": ";
    return place + ": " + subject + what + " " + hint;
  }
}
