package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.config.Reading.Bad;
import dev.nightdesk.gateway.config.Reading.Good;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the YAML of docs/configuration.md into a [Config], or tells everything that is wrong with
/// it. Only the tree of the file is looked at: no YAML tag makes an object. Never throws for what a
/// file holds; never writes.
public final class ConfigReader {
  /// A longer file is no config.
  static final int MAX_FILE_BYTES = 1024 * 1024;

  private static final String FILE_NAME = "nightdesk/nightdesk.yaml";

  private final Map<String, String> environment;

  /// @param environment what `${NAME}`, `HOME` and `NIGHTDESK_HOME` are looked up in
  public ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Where the file is looked for when nobody says: `~/.config/nightdesk/nightdesk.yaml`, or under
  /// `XDG_CONFIG_HOME`.
  public Path standardFile() {
    var configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var folder =
        configured.startsWith("/")
            ? Path.of(configured)
            : References.userHome(environment).resolve(".config");
    return folder.resolve(FILE_NAME);
  }

  /// Reads the standard file; without one, everything is as [#read(String, Path)] of nothing.
  public Reading readStandard() {
    var file = standardFile();
    return Files.exists(file) ? read(file) : read("", file.resolveSibling("."));
  }

  /// Reads a file that must be there.
  public Reading read(Path file) {
    var findings = new Findings();
    var text = text(file, findings);
    var folder = file.toAbsolutePath().getParent();
    if (text.isEmpty() || folder == null) {
      return new Bad(findings.problems(), findings.warnings());
    }
    return read(text.get(), folder, Exposure.of(file), findings);
  }

  /// Reads a text.
  ///
  /// @param folder where relative `file:` paths begin
  public Reading read(String text, Path folder) {
    return read(text, folder, Exposure.NONE, new Findings());
  }

  private static Optional<String> text(Path file, Findings findings) {
    try {
      if (Files.size(file) <= MAX_FILE_BYTES) {
        return Optional.of(Files.readString(file));
      }
      findings.error(Spot.FILE, "the file is longer than 1 MiB.", "Name Nightdesk's own config.");
    } catch (NoSuchFileException e) {
      findings.error(
          Spot.FILE, "there is no such file.", "Copy config.example.yaml there and fill it in.");
    } catch (CharacterCodingException e) {
      findings.error(Spot.FILE, "the file is not UTF-8 text.", "Save it as UTF-8.");
    } catch (IOException e) {
      findings.error(
          Spot.FILE, "the file cannot be read.", "Let the user Nightdesk runs as read it.");
    }
    return Optional.empty();
  }

  private Reading read(String text, Path folder, Exposure exposure, Findings findings) {
    var references = new References(findings, environment, folder);
    var source = new Source(findings, references);
    @Nullable Node tree = tree(text, findings);
    Config config = config(root(tree, source), source);
    warnOfExposure(exposure, references, findings);
    return findings.clean()
        ? new Good(config, findings.warnings())
        : new Bad(findings.problems(), findings.warnings());
  }

  /// The tree of the file; nothing when it is empty or, reported, no YAML.
  private static @Nullable Node tree(String text, Findings findings) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_FILE_BYTES);
    try {
      return new Yaml(options).compose(new StringReader(text.replaceFirst("^\uFEFF", "")));
    } catch (MarkedYAMLException e) {
      // The library's own text quotes the line, and a token may stand in it.
      var mark = e.getProblemMark();
      var spot = mark == null ? Spot.FILE : new Spot("", mark.getLine() + 1, mark.getColumn() + 1);
      findings.error(
          spot, "this is not YAML.", "Look at the indentation, quotes and colons there.");
    } catch (YAMLException e) {
      findings.error(Spot.FILE, "this is not YAML.", "Look for odd characters or deep nesting.");
    }
    return null;
  }

  private static Section root(@Nullable Node tree, Source source) {
    return tree instanceof MappingNode mapping
        ? Section.of(Spot.FILE, mapping, source)
        : tree == null
            ? Section.empty(Spot.FILE, source)
            : new Value(Spot.FILE.at(tree), tree, source).section();
  }

  private Config config(Section root, Source source) {
    var home = root.value("home").flatMap(Value::absolutePath).orElseGet(() -> home(source));
    var http = HttpReader.read(root.section("http"));
    var people = PeopleReader.read(root);
    var channels = ChannelsReader.read(root.section("channels"));
    var repos = ReposReader.read(root, home);
    var agents = AgentsReader.read(root.section("agents"), secrets(http, channels));
    var floor =
        root.value("disk_floor").flatMap(Units::bytes).orElse(Config.DEFAULT_DISK_FLOOR_BYTES);
    root.value("routines")
        .ifPresent(value ->
            value.warn(
                "routines come with a later version.",
                "Until then this part of the file does nothing."));
    var voice = root.section("voice");
    var transcriber = voice.value("transcriber").flatMap(ConfigReader::transcriber);
    voice.end();
    root.end();
    var files = source.references().files();
    return new Config(
        home, http, people, channels, repos, agents, transcriber.orElse(List.of()), floor, files);
  }

  private static Optional<List<String>> transcriber(Value value) {
    return value.isOff()
        ? Optional.empty()
        : value.command("Write transcriber: [whisper-cli, --no-timestamps], or leave it out.");
  }

  /// Those that are ours, and no agent's business.
  private static Set<Secret> secrets(Config.Http http, Config.Channels channels) {
    var secrets = new HashSet<Secret>();
    if (http.token() != null) {
      secrets.add(http.token());
    }
    if (channels.telegram() != null) {
      secrets.add(channels.telegram().token());
    }
    if (channels.slack() != null) {
      secrets.add(channels.slack().botToken());
      Optional.ofNullable(channels.slack().appToken()).ifPresent(secrets::add);
      Optional.ofNullable(channels.slack().signingSecret()).ifPresent(secrets::add);
    }
    if (channels.discord() != null) {
      secrets.add(channels.discord().token());
    }
    return secrets;
  }

  private Path home(Source source) {
    var named = environment.getOrDefault("NIGHTDESK_HOME", "");
    var spot = new Spot("NIGHTDESK_HOME", 0, 0);
    return Optional.of(named)
        .filter(text -> !text.isBlank())
        .flatMap(text -> source.references().absolute(spot, text, "'" + Words.shown(text) + "'"))
        .orElseGet(() -> References.userHome(environment).resolve(".nightdesk"));
  }

  private static void warnOfExposure(Exposure file, References references, Findings findings) {
    if (file.anyoneMayWrite()) {
      findings.error(
          Spot.FILE,
          "every user of this machine may change this file, and so who may command agents.",
          "Run chmod 600 on it.");
    } else if (file.groupMayWrite()) {
      findings.warn(Spot.FILE, "the file's group may change it.", "Run chmod 600 on it.");
    }
    if (file.readable() && references.sawLiteral()) {
      findings.warn(
          Spot.FILE,
          "others can read this file, and a secret stands in it.",
          "Run chmod 600 on it, or write ${NAME} or file:/path in its place.");
    }
  }
}
