package dev.nightdesk.gateway;

import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.config.Reading;
import dev.nightdesk.sessions.host.InotifyLimit;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description = "Look at the config and at what agents need; say who may do what.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final String INDENT = "  ";

  @Mixin private ConfigOption option = new ConfigOption();

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = System.out;
    Map<String, String> environment = System.getenv();
    Reading reading = option.read(environment);
    if (!reading.warnings().isEmpty()) {
      out.println(option.text(reading.warnings(), environment));
    }
    return switch (reading) {
      case Reading.Bad bad -> {
        out.println(option.text(bad.problems(), environment));
        out.printf(
            "%d %s to mend.%n",
            bad.problems().size(), bad.problems().size() == 1 ? "problem" : "problems");
        yield Refusal.WRONG;
      }
      case Reading.Good good -> {
        out.println("config " + option.described(environment));
        good.config().describe().forEach(out::println);
        paired(good.config(), out);
        boolean well = claude(good.config(), environment, out);
        InotifyLimit.warning(good.config().agents().claude().maxLive())
            .ifPresent(words -> out.println(INDENT + words));
        yield well ? 0 : Refusal.WRONG;
      }
    };
  }

  /// Those who joined by a code stand in the database, not in the config.
  private static void paired(Config config, PrintStream out) throws InterruptedException {
    if (!Files.exists(config.home())) {
      return;
    }
    out.println("people as the database knows them");
    try (var backroom = RemoteBackroom.of(config.home())) {
      backroom.control().people().lines().forEach(line -> out.println(INDENT + line));
    } catch (Refusal held) {
      out.println(INDENT + held.getMessage());
    }
  }

  private static boolean claude(Config config, Map<String, String> environment, PrintStream out)
      throws InterruptedException {
    if (!config.agents().claude().enabled()) {
      return true;
    }
    out.println("claude, as its sessions will find it");
    var findings = new ClaudeHealth(config.agents().claude(), environment).findings();
    findings.forEach(finding -> out.println(INDENT + finding.words()));
    return findings.stream().allMatch(ClaudeHealth.Finding::well);
  }
}
