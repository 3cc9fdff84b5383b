package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CommandHint;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a message as a [Command]. Everything that does not begin with a slash is words.
public final class CommandParser {
  /// A command as people see it in `/help` and in the channel's own list.
  ///
  /// @param right what it needs
  public record Verb(String name, String arguments, String what, Role.Right right) {
    public String usage() {
      return arguments.isEmpty() ? "/" + name : "/" + name + " " + arguments;
    }
  }

  /// In the order of `/help`.
  public static final List<Verb> VERBS =
      List.of(
          new Verb("bg", "<task>", "start a session, wherever you write it", Role.Right.DISPATCH),
          new Verb("agents", "", "the board: every session, by state", Role.Right.LOOK),
          new Verb("peek", "[id]", "what a session asks, does or found", Role.Right.LOOK),
          new Verb("reply", "<id> <text>", "say something to a session", Role.Right.DISPATCH),
          new Verb("attach", "[id]", "send what you write here to a session", Role.Right.DISPATCH),
          new Verb("detach", "", "stop doing that", Role.Right.DISPATCH),
          new Verb("stop", "[id]", "stop a session at once", Role.Right.DISPATCH),
          new Verb("diff", "[id]", "what a session changed, as a file", Role.Right.LOOK),
          new Verb("watch", "<id>", "show a session in this chat too", Role.Right.LOOK),
          new Verb("unwatch", "<id>", "stop doing that", Role.Right.LOOK),
          new Verb("get", "<id> <path>", "a file out of a session's folder", Role.Right.DISPATCH),
          new Verb("help", "", "what you can do here", Role.Right.LOOK),
          new Verb("pair", "[role]", "let one more person in", Role.Right.GOVERN),
          new Verb("unpair", "[name]", "take somebody off the list", Role.Right.GOVERN),
          new Verb("enable", "", "listen in this group", Role.Right.GOVERN),
          new Verb("disable", "", "stop listening in this group", Role.Right.GOVERN));

  private static final Pattern SLASH =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]*)(?:\\s+(.*))?", Pattern.DOTALL);

  /// What may be the beginning of a session's id.
  private static final Pattern SESSION = Pattern.compile("#?[0-9a-fA-F-]{2,36}");

  /// An argument of a [Verb]: in angles it is required, in brackets it is not.
  private static final Pattern ARGUMENT = Pattern.compile("([<\\[])([a-z]+)[>\\]]");

  private CommandParser() {}

  /// [#VERBS] for channels that have a list of commands.
  public static List<CommandHint> menu() {
    return VERBS.stream()
        .map(verb -> new CommandHint(verb.name(), verb.what(), fields(verb.arguments())))
        .toList();
  }

  private static List<CommandHint.Field> fields(String arguments) {
    return ARGUMENT
        .matcher(arguments)
        .results()
        .map(match -> field(match.group(2), match.group(1).equals("<")))
        .toList();
  }

  private static CommandHint.Field field(String name, boolean required) {
    var kind =
        switch (name) {
          case "id" -> CommandHint.Kind.SESSION;
          case "task" -> CommandHint.Kind.TASK;
          case "role" -> CommandHint.Kind.ROLE;
          case "name" -> CommandHint.Kind.PERSON;
          default -> CommandHint.Kind.WORDS;
        };
    return new CommandHint.Field(name, kind, required);
  }

  public static Command parse(String text) {
    var match = SLASH.matcher(text.strip());
    if (!match.matches()) {
      return new Command.Words(text.strip());
    }
    String rest = match.group(2) == null ? "" : match.group(2).strip();
    @Nullable String first = firstWord(rest);
    String word = match.group(1).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "bg", "background" -> rest.isEmpty() ? incomplete("bg") : new Command.Dispatch(rest);
      case "agents", "board", "sessions" -> new Command.Board();
      case "peek" -> new Command.Peek(first);
      case "reply" -> reply(rest);
      case "attach" -> new Command.Attach(first);
      case "detach" -> new Command.Detach();
      case "stop", "kill" -> new Command.Stop(first);
      case "diff" -> new Command.Diff(first);
      case "watch" -> first == null ? incomplete("watch") : new Command.Watch(first);
      case "unwatch" -> first == null ? incomplete("unwatch") : new Command.Unwatch(first);
      case "get" -> get(rest);
      case "help", "start" -> new Command.Help();
      case "pair" -> new Command.Pair(rest);
      case "unpair" -> new Command.Unpair(rest);
      case "enable" -> new Command.EnableHere(true);
      case "disable" -> new Command.EnableHere(false);
      default -> new Command.Unknown(word, nearest(word));
    };
  }

  private static Command reply(String rest) {
    String[] parts = rest.split("\\s+", 2);
    return parts.length < 2 ? incomplete("reply") : new Command.Reply(parts[0], parts[1].strip());
  }

  private static Command get(String rest) {
    String[] parts = rest.split("\\s+", 2);
    boolean named = parts.length == 2 && SESSION.matcher(parts[0]).matches();
    return rest.isEmpty()
        ? incomplete("get")
        : named ? new Command.Get(parts[0], parts[1].strip()) : new Command.Get(null, rest);
  }

  private static Command incomplete(String name) {
    return VERBS.stream()
        .filter(verb -> verb.name().equals(name))
        .findFirst()
        .<Command>map(verb -> new Command.Incomplete(verb.usage()))
        .orElseThrow();
  }

  private static @Nullable String firstWord(String rest) {
    return rest.isEmpty() ? null : rest.split("\\s+", 2)[0];
  }

  private static @Nullable String nearest(String word) {
    return Slips.nearest(word, VERBS.stream().map(Verb::name).toList()).orElse(null);
  }
}
