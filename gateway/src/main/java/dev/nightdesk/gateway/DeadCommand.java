package dev.nightdesk.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead",
    description = "What could not be dealt with and was put aside.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | retry | drop)")
final class DeadCommand implements Callable<Integer> {
  @Mixin private ConfigOption option = new ConfigOption();

  @Override
  public Integer call() throws InterruptedException {
    return list();
  }

  @Command(name = "list", description = "Show all, newest first.", mixinStandardHelpOptions = true)
  int list() throws InterruptedException {
    return print(Request.LIST, 0);
  }

  @Command(name = "retry", description = "Try one again.", mixinStandardHelpOptions = true)
  int retry(@Parameters(paramLabel = "<number>", description = "as listed") long number)
      throws InterruptedException {
    return print(Request.RETRY, number);
  }

  @Command(name = "drop", description = "Throw one away.", mixinStandardHelpOptions = true)
  int drop(@Parameters(paramLabel = "<number>", description = "as listed") long number)
      throws InterruptedException {
    return print(Request.DROP, number);
  }

  private enum Request {
    LIST,
    RETRY,
    DROP
  }

  private int print(Request request, long number) throws InterruptedException {
    var environment = System.getenv();
    try (var backroom = RemoteBackroom.of(option.config(environment).home())) {
      System.out.print(
          switch (request) {
            case LIST -> backroom.control().dead();
            case RETRY -> backroom.control().retry(number);
            case DROP -> backroom.control().drop(number);
          });
      System.out.flush();
    }
    return 0;
  }
}
