package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Follows what a value refers to: `${NAME}` in the environment, `file:/path` for secrets, `~` for
/// the user's home.
///
/// Nothing it reports holds what it found there.
final class References {
  /// No token is longer; a file that is was named by mistake.
  static final int MAX_SECRET_BYTES = 64 * 1024;

  private static final String FILE = "file:";
  private static final String OPENING = "${";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Findings findings;
  private final Map<String, String> environment;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private boolean sawLiteral;

  /// @param folder where relative `file:` paths begin
  References(Findings findings, Map<String, String> environment, Path folder) {
    this.findings = findings;
    this.environment = environment;
    this.folder = folder;
  }

  /// Whether a secret stood in the file itself.
  boolean sawLiteral() {
    return sawLiteral;
  }

  /// The files secrets were read from, absolute.
  List<Path> files() {
    return List.copyOf(files);
  }

  /// The text with every `${NAME}` replaced; empty when one could not be, which is then reported.
  Optional<String> expand(Spot spot, String raw) {
    var whole = new StringBuilder();
    int from = 0;
    for (int at = raw.indexOf(OPENING); at >= 0; at = raw.indexOf(OPENING, from)) {
      int end = raw.indexOf('}', at);
      if (end < 0) {
        findings.error(spot, "a ${ is not closed.", "Write ${NAME} with both braces.");
        return Optional.empty();
      }
      var found = variable(spot, raw.substring(at + OPENING.length(), end));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      whole.append(raw, from, at).append(found.get());
      from = end + 1;
    }
    return Optional.of(whole.append(raw, from, raw.length()).toString());
  }

  private Optional<String> variable(Spot spot, String name) {
    if (!NAME.matcher(name).matches()) {
      findings.error(
          spot,
          "between ${ and } stands no variable's name.",
          "Names have letters, digits and underscores, like ${TELEGRAM_BOT_TOKEN}.");
      return Optional.empty();
    }
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      findings.error(
          spot,
          name + " is not set" + (environment.containsKey(name) ? " to anything." : "."),
          "Put "
              + name
              + "=… into the environment Nightdesk starts in, or write file:/path/to/a/file here.");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /// A secret from the environment, a file, or the text itself.
  Optional<Secret> secret(Spot spot, String raw) {
    if (raw.startsWith(FILE)) {
      return expand(spot, raw.substring(FILE.length()))
          .flatMap(name -> path(spot, name))
          .flatMap(path -> contents(spot, folder.resolve(path).toAbsolutePath().normalize()));
    }
    sawLiteral |= !raw.contains(OPENING);
    return expand(spot, raw).flatMap(text -> oneLine(spot, text, "the value"));
  }

  private Optional<Secret> contents(Spot spot, Path file) {
    files.add(file);
    try {
      if (Files.size(file) > MAX_SECRET_BYTES) {
        findings.error(
            spot, file + " is too long for a token.", "Put the token alone into a file.");
        return Optional.empty();
      }
      if (Exposure.of(file).readable()) {
        findings.warn(spot, file + " can be read by others.", "Run: chmod 600 " + file);
      }
      return oneLine(spot, Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      findings.error(spot, "there is no file " + file + ".", "Write the token into it.");
    } catch (CharacterCodingException e) {
      findings.error(spot, file + " is not text.", "Put the token alone into a file.");
    } catch (IOException e) {
      findings.error(spot, file + " cannot be read.", "Let the user Nightdesk runs as read it.");
    }
    return Optional.empty();
  }

  private Optional<Secret> oneLine(Spot spot, String text, String subject) {
    var token = text.strip();
    if (token.isEmpty()) {
      findings.error(spot, subject + " is empty.", "Put the token there.");
      return Optional.empty();
    }
    if (token.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      findings.error(
          spot, subject + " has more than one line.", "Put the token there alone, on one line.");
      return Optional.empty();
    }
    return Optional.of(new Secret(token));
  }

  /// A path with `~` resolved; it may still be relative.
  Optional<Path> path(Spot spot, String text) {
    try {
      if (text.equals("~") || text.startsWith("~/")) {
        return Optional.of(userHome().resolve(text.substring(Math.min(2, text.length()))));
      }
      if (text.startsWith("~")) {
        findings.error(
            spot, "only your own ~ is known here.", "Write the whole path, beginning with /.");
        return Optional.empty();
      }
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      findings.error(spot, "this is no path.", "Write the whole path, beginning with /.");
      return Optional.empty();
    }
  }

  /// A path that begins at the root, normalised.
  ///
  /// @param shown what to call it when it does not
  Optional<Path> absolute(Spot spot, String text, String shown) {
    var path = path(spot, text);
    if (path.isPresent() && !path.get().isAbsolute()) {
      findings.error(
          spot,
          shown + " is not a whole path.",
          "Begin it with / or ~/, so that it means the same wherever Nightdesk is started.");
      return Optional.empty();
    }
    return path.map(Path::normalize);
  }

  /// The user's home: `HOME` as the shell sees it, else the JVM's word for it.
  Path userHome() {
    return userHome(environment);
  }

  static Path userHome(Map<String, String> environment) {
    var home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
  }
}
