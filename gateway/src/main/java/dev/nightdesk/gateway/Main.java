package dev.nightdesk.gateway;

import dev.nightdesk.gateway.store.StoreRefused;
import dev.nightdesk.gateway.store.StoreUnavailable;
import dev.nightdesk.gateway.web.WebRefused;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The program `nightdesk`. Exit codes: 0 well, 1 a fault of ours, 2 wrong arguments or config, 3
/// somebody holds what is needed or this machine lacks it.
@Command(
    name = "nightdesk",
    description = "The desk that answers for your coding agents while you are away.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "<verb>",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "No account and no token is needed for: nightdesk demo",
    },
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      CheckCommand.class,
      DeadCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /// Runs one verb to its end.
  ///
  /// @return the exit code
  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command))
        .execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// Words for what a person can mend, a stack trace for what they cannot.
  private static int explain(Exception failure, CommandLine command) throws Exception {
    return switch (failure) {
      case Refusal refusal -> say(command, "" + refusal.getMessage(), refusal.exitCode());
      case StoreRefused refused -> say(command, "" + refused.getMessage(), Refusal.HELD);
      case StoreUnavailable unavailable ->
          say(command, "The database cannot be used: " + unavailable.getMessage(), Refusal.HELD);
      case WebRefused refused -> say(command, "" + refused.getMessage(), Refusal.HELD);
      default -> throw failure;
    };
  }

  private static int say(CommandLine command, String words, int code) {
    command.getErr().println(words);
    command.getErr().flush();
    return code;
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nightdesk " + number()};
    }

    static String number() {
      return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
          .orElse("(unpacked)");
    }
  }
}
