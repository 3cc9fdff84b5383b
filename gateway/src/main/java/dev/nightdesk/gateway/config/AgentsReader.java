package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.config.Config.Agents;
import dev.nightdesk.gateway.config.Config.Claude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `agents`.
final class AgentsReader {
  /// 130 MB and a bill each: more is a slip of the keyboard.
  static final int MAX_LIVE = 64;

  static final int MAX_TURNS = 10_000;

  /// Aliases, full names, and the paths and ARNs of other providers.
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@\\[\\]-]{0,199}");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// What would tell the agent that it runs inside another, or is ours.
  private static final Set<String> KEPT_FROM_AGENTS =
      Set.of("CLAUDECODE", "CLAUDE_CODE_SESSION_ID", "TELEGRAM_BOT_TOKEN");

  private static final String OURS = "NIGHTDESK_";

  /// `bypassPermissions` is known so that it can be refused in its own words (PERM-9).
  private static final String BYPASS = "bypassPermissions";

  private static final Map<String, String> MODES = new LinkedHashMap<>();

  static {
    MODES.put("default", "default");
    MODES.put("manual", "default");
    MODES.put("acceptEdits", "acceptEdits");
    MODES.put("plan", "plan");
    MODES.put("auto", "auto");
    MODES.put("dontAsk", "dontAsk");
  }

  private AgentsReader() {}

  /// Reads them.
  ///
  /// @param ours secrets that agents are never given
  static Agents read(Section agents, Set<Secret> ours) {
    var claude = claude(agents.section("claude"), ours);
    var demo = agents.section("demo");
    boolean demoOn = demo.value("enabled").flatMap(Value::flag).orElse(false);
    demo.end();
    agents.end();
    if (!claude.enabled() && !demoOn) {
      agents.error("no agent is enabled.", "Enable agents.claude or agents.demo.");
    }
    return new Agents(claude, demoOn);
  }

  private static Claude claude(Section claude, Set<Secret> ours) {
    boolean enabled = claude.value("enabled").flatMap(Value::flag).orElse(true);
    var command =
        claude
            .value("command")
            .flatMap(
                value -> value.command("Write command: [claude], or the program's whole path."));
    var mode = claude.value("permission_mode").flatMap(AgentsReader::mode);
    @Nullable String model = claude.value("model").flatMap(AgentsReader::model).orElse(null);
    var live = claude.value("max_live").flatMap(value -> value.whole(1, MAX_LIVE));
    var turns = claude.value("max_turns").flatMap(AgentsReader::turns);
    var budget = budget(claude.value("max_budget_usd"));
    var environment = environment(claude.section("env"), ours);
    claude.end();
    return new Claude(
        enabled,
        command.orElse(List.of("claude")),
        mode.orElse("default"),
        model,
        live.orElse(Claude.DEFAULT_MAX_LIVE),
        turns.orElse(Claude.DEFAULT_MAX_TURNS),
        budget,
        environment);
  }

  private static Optional<String> mode(Value value) {
    if (value.raw().filter(BYPASS::equalsIgnoreCase).isPresent()) {
      value.error(
          BYPASS + " is refused: nobody would be asked for anything.",
          "Use default, or acceptEdits when edits need no question.");
      return Optional.empty();
    }
    return value.oneOf(MODES);
  }

  private static Optional<String> model(Value value) {
    var text = value.text();
    if (text.isPresent() && !MODEL.matcher(text.get()).matches()) {
      value.error(value.shown() + " cannot be a model's name.", "Write a name as claude takes it.");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Integer> turns(Value value) {
    return value.isOff() ? Optional.of(0) : value.whole(1, MAX_TURNS);
  }

  private static @Nullable String budget(Optional<Value> value) {
    if (value.filter(Value::isOff).isPresent()) {
      return null;
    }
    return value
        .flatMap(Value::amount)
        .map(amount -> amount.stripTrailingZeros().toPlainString())
        .orElse(Claude.DEFAULT_MAX_BUDGET_USD);
  }

  private static Map<String, Secret> environment(Section env, Set<Secret> ours) {
    var environment = new LinkedHashMap<String, Secret>();
    env.all()
        .forEach((name, value) -> {
          if (allowed(name, value)) {
            value
                .secret()
                .filter(secret -> kept(secret, value, ours))
                .ifPresent(secret -> environment.put(name, secret));
          }
        });
    return environment;
  }

  private static boolean kept(Secret secret, Value value, Set<Secret> ours) {
    if (ours.contains(secret)) {
      value.error("this is one of Nightdesk's own tokens.", "Agents are never given these.");
    }
    return !ours.contains(secret);
  }

  private static boolean allowed(String name, Value value) {
    if (!VARIABLE.matcher(name).matches()) {
      value.error("this is no variable's name.", "Use letters, digits and underscores.");
      return false;
    }
    if (KEPT_FROM_AGENTS.contains(name) || name.startsWith(OURS)) {
      value.error("agents are never given this variable.", "Leave it out.");
      return false;
    }
    return true;
  }
}
