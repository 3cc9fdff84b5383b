package dev.nightdesk.gateway;

import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.sessions.AgentKind;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description = "Run the gateway in the foreground.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOption option = new ConfigOption();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    var config = option.configToServe(environment);
    var setting =
        new Wiring.Setting(
            environment,
            option.files(environment),
            Terminal.standard(environment),
            AgentKind.CLAUDE);
    var ended = new CountDownLatch(1);
    try (Gateway gateway = new Wiring(config, setting).gateway()) {
      SignalHook.onSignal(gateway, ended);
      gateway.start();
      PrintStream out = System.out;
      gateway.firstCode().ifPresent(code -> out.println(firstWords(code)));
      out.println(gateway.awaitReady());
      out.flush();
      if (config.agents().claude().enabled()) {
        new ClaudeHealth(config.agents().claude(), environment).log();
      }
      ended.await();
    }
    return 0;
  }

  private static String firstWords(String code) {
    return "Nobody owns this desk yet. Within "
        + Pairing.OPEN_FOR.toMinutes()
        + " minutes, send this code to the bot in a private chat: "
        + code
        + "\nLater, or after "
        + Pairing.MAX_TRIES
        + " wrong codes: stop me and start me again for another.";
  }
}
