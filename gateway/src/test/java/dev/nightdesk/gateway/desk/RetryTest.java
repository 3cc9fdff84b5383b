package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A task that failed is begun anew by a button (BEST-10).
class RetryTest {
  private static final String RETRY = "Retry in a new session";

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private Session failed;

  @BeforeEach
  void aSessionFailed() {
    ana.says("fix the login test @site");
    world.agent().fails(Trouble.OTHER, "it broke");
    failed = world.session();
  }

  private Shown result() {
    return world.card(Kind.RESULT, failed.id());
  }

  @Test
  void theSameWordsBeginASessionOfTheirOwnBelowTheOldOne() {
    var card = result();
    String heard = ana.presses(card, RETRY);

    var again = world.session();
    assertThat(again.id()).isNotEqualTo(failed.id());
    assertThat(heard).contains(again.shortId());
    assertThat(again.origin().prompt()).isEqualTo("fix the login test");
    assertThat(again.workplace().repo()).isEqualTo("site");
    assertThat(again.state()).isEqualTo(State.WORKING);
    assertThat(world.card(Kind.STATUS, again.id()).wanted().replyTo()).isEqualTo(card.at());
    assertThat(world.session(failed.id()).state()).isEqualTo(State.FAILED);
    assertThat(world.view.audit)
        .anyMatch(row -> row.what().equals("tried again " + failed.shortId()));
  }

  @Test
  void itsAnswerComesAsAnyOther() {
    ana.presses(result(), RETRY);
    world.agent().finishes("All green.");
    assertThat(world.card(Kind.RESULT, world.session().id()).text()).contains("All green.");
  }

  @Test
  void twoPressesAreOneSession() {
    var card = result();
    ana.presses(card, RETRY);
    String heard = ana.pressesToken(card.token(RETRY), card.at());
    assertThat(heard).contains("already");
    assertThat(world.view.sessions).hasSize(2);
    assertThat(world.again(card).buttons()).isEmpty();
  }

  @Test
  void aPressWhereItIsWatchedAndOneWhereItBeganAreOneSession() {
    var card = result();
    var ben = world.operator("ben");
    ben.says("/watch " + failed.shortId());
    var copy = result();
    assertThat(copy.wanted().mirrors()).isEqualTo(card.wanted().card().id());
    ben.presses(copy, RETRY);

    assertThat(world.again(copy).buttons()).isEmpty();
    assertThat(ana.pressesToken(card.token(RETRY), card.at())).contains("already");
    assertThat(world.view.sessions).hasSize(2);
  }

  @Test
  void twoPressesOnATwinAreOneSession() {
    var card = result();
    var twin = new MessageRef(ana.place(), "twin");
    ana.pressesToken(card.token(RETRY), twin);
    assertThat(ana.pressesToken(card.token(RETRY), twin)).contains("already");
    assertThat(world.again(card).buttons()).isEmpty();
    assertThat(world.view.sessions).hasSize(2);
  }

  @Test
  void aPressOnATwinAfterOneOnTheCardIsOneSession() {
    var card = result();
    ana.presses(card, RETRY);
    var twin = new MessageRef(ana.place(), "twin");
    assertThat(ana.pressesToken(card.token(RETRY), twin)).contains("already");
    assertThat(world.view.sessions).hasSize(2);
  }

  @Test
  void theDiffIsOfferedBesideIt() {
    world.step(
        new Happening.Ended(new Effect.Survey(failed.id()), new Result.Surveyed(4, 12, 3, false)));
    assertThat(result().buttons()).containsExactly(RETRY, "Show the diff");
    ana.presses(result(), RETRY);
    assertThat(result().buttons()).containsExactly("Show the diff");
  }

  @Test
  void aViewerMayNot() {
    var vera = world.viewer("vera");
    world.enableGroup(ana);
    String heard = vera.pressesToken(result().token(RETRY), result().at());
    assertThat(heard).contains("viewer");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void onAFullDiskNothingStarts() {
    world.view.freeDiskBytes = 0;
    assertThat(ana.presses(result(), RETRY)).contains("disk is nearly full");
    assertThat(world.view.sessions).hasSize(1);
    assertThat(result().buttons()).containsExactly(RETRY);
  }

  @Test
  void whatWentWellIsNotOfferedAgain() {
    ana.says("write the docs");
    world.agent().finishes("Written.");
    assertThat(world.card(Kind.RESULT).buttons()).isEmpty();
  }

  @Test
  void inItsTopicTheNewOneIsSpokenToFromThenOn() {
    var topic = new Place(World.CHANNEL, World.GROUP.chat(), "7");
    world.machine.thread = Optional.of(topic);
    world.enableGroup(ana);
    ana.in(World.GROUP, Reach.MENTIONED).says("paint the shed");
    world.agent().fails(Trouble.OTHER, "no paint");
    failed = world.session();
    assertThat(ana.in(topic, Reach.OVERHEARD).presses(result(), RETRY))
        .contains("What is written here goes to it now");

    var again = world.session();
    ana.in(topic, Reach.OVERHEARD).says("in red");
    assertThat(world.view.openPrompts(again.id())).hasSize(2);
    assertThat(world.session(failed.id()).state()).isEqualTo(State.FAILED);
  }

  @Test
  void inAChatAttachedToTheOldOneTheNewOneIsSpokenTo() {
    ana.says("/attach " + failed.shortId());
    ana.presses(result(), RETRY);
    ana.says("and the logout test");

    assertThat(world.view.openPrompts(world.session().id())).hasSize(2);
    assertThat(world.view.sessions).hasSize(2);
  }

  @Test
  void aChatAttachedToAnotherSessionStaysSo() {
    ana.says("/bg paint the shed");
    var shed = world.session();
    ana.says("/attach " + shed.shortId());
    assertThat(ana.presses(result(), RETRY)).doesNotContain("What is written here");
    ana.says("in red");

    assertThat(world.view.openPrompts(shed.id())).hasSize(2);
  }
}
