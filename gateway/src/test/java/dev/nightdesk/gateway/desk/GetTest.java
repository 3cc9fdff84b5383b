package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class GetTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");
  private final Somebody eve = world.viewer("eve");

  private List<Effect.SendFile> sent() {
    return world.view.applied.stream()
        .flatMap(decision -> decision.effects().stream())
        .filter(Effect.SendFile.class::isInstance)
        .map(Effect.SendFile.class::cast)
        .toList();
  }

  @Test
  void aFileIsAskedForByIdOrByTheSessionItIsSaidTo() {
    ana.says("make a report");
    String id = world.session().shortId();
    ben.says("/get " + id + " build/the report.pdf");
    ana.replies(world.card(Kind.STATUS), "/get notes.txt");
    ana.says("/get #" + id.substring(0, 4) + " a.csv");

    assertThat(sent())
        .extracting(Effect.SendFile::path)
        .containsExactly("build/the report.pdf", "notes.txt", "a.csv");
    assertThat(sent().getFirst().to()).isEqualTo(ben.place());
  }

  @Test
  void whoOnlyLooksGetsWhatAnAnswerOffersAndNoPathOfTheirOwn() {
    ana.says("make a report");
    eve.says("/get " + world.session().shortId() + " .env");
    assertThat(world.answer()).contains("As a viewer");
    assertThat(sent()).isEmpty();
  }

  @Test
  void withoutAPathItSaysHow() {
    ana.says("/get");
    assertThat(world.answer()).contains("/get <id> <path>");
  }

  @Test
  void aRefusalIsSaidWhereItWasAsked() {
    ana.says("make a report");
    world.machine.fileSent =
        new Result.Refused(Outcome.Reason.INVALID, "There is no file x in the session's folder.");
    ben.says("/get " + world.session().shortId() + " x");

    assertThat(world.card(Kind.REPLY).wanted().place()).isEqualTo(ben.place());
    assertThat(world.answer()).isEqualTo("There is no file x in the session's folder.");
  }

  @Test
  void whatTheAnswerNamesIsOfferedUnderIt() {
    ana.says("make a report");
    world.machine.survey =
        new Result.Surveyed(0, 0, 0, false, List.of("build/report.pdf", "chart.png"));
    world.agent().finishes("It is in build/report.pdf, with chart.png.");

    var result = world.card(Kind.RESULT);
    assertThat(result.buttons()).containsExactly("Get report.pdf", "Get chart.png");
    assertThat(eve.presses(result, "Get report.pdf")).contains("on its way");
    assertThat(sent().getLast().path()).isEqualTo("build/report.pdf");
  }
}
