package dev.nightdesk.gateway.desk;

import static dev.nightdesk.gateway.desk.FakeAgent.question;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.Rule;
import dev.nightdesk.sessions.AgentEvent.StateIs;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.InputId;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// What an agent may say next: what makes sense, and what does not.
record AgentWhims(World world, Random random) {
  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  void act(FakeAgent agent) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> endsATurn(agent);
      case 3, 4 -> asks(agent);
      case 5 -> talks(agent);
      case 6 -> agent.tells(new AgentEvent.Withdrew(agent.lastAsked()));
      case 7 -> agent.usedWhatItAskedFor();
      case 8 -> agent.tells(new StateIs(one(List.of(AgentEvent.State.values()))));
      case 9 -> agent.tells(new AgentEvent.BackgroundNow(one(List.of(List.of(), List.of("x")))));
      case 10 -> oddThings(agent);
      default -> {
        if (random.nextInt(4) == 0) {
          agent.dies(one(List.of(Death.values())), one(List.of("", "killed")));
        }
      }
    }
  }

  private void endsATurn(FakeAgent agent) {
    switch (random.nextInt(8)) {
      case 0 -> agent.fails(one(List.of(Trouble.values())), "it went wrong");
      case 1 -> agent.isInterrupted();
      case 2 -> agent.ends(Ending.COMPLETED, null, "local words", 0, true);
      case 3 -> agent.ends(Ending.COMPLETED, null, "more follows", 1, false);
      case 4 -> agent.finishes("word ".repeat(random.nextInt(6_000)));
      default -> agent.finishes("Done.");
    }
  }

  private void asks(FakeAgent agent) {
    switch (random.nextInt(5)) {
      case 0 -> agent.asksToRun("make " + random.nextInt(3));
      case 1 -> agent.asksToRun("make", new Rule("{}", "Bash(make)"));
      case 2 -> agent.asksWhich(question("Which?", false, "A", "B"));
      case 3 ->
          agent.asksWhich(question("One?", true, "A", "B", "C"), question("Two?", false, "D"));
      default -> agent.proposes(one(List.of("", "# A plan")));
    }
  }

  private void talks(FakeAgent agent) {
    switch (random.nextInt(3)) {
      case 0 -> agent.says("I am at it.");
      case 1 -> agent.uses("Bash", "make");
      default -> agent.tells(new AgentEvent.Progress("half way"));
    }
  }

  private void oddThings(FakeAgent agent) {
    var prompts = List.copyOf(world.view.prompts.keySet());
    InputId some = one(prompts);
    switch (random.nextInt(8)) {
      case 0 -> agent.tells(new AgentEvent.InputMoved(some, one(List.of(Lifecycle.values()))));
      case 1 -> agent.tells(new AgentEvent.Restarted("another"));
      case 2 ->
          agent.tells(
              new AgentEvent.Retrying(
                  one(List.of(Trouble.values())), 1, 10, Duration.ofSeconds(1)));
      case 3 -> agent.tells(new AgentEvent.Limited(true, null, "five_hour"));
      case 4 -> agent.tells(new AgentEvent.Noise("not JSON"), new AgentEvent.Linked("https://x"));
      case 5 -> agent.tells(new AgentEvent.Answered(some, "no"), new AgentEvent.ModeIs("plan"));
      case 6 -> agent.tells(new AgentEvent.Spoke("API error", false, true));
      default -> agent.tells();
    }
  }
}
