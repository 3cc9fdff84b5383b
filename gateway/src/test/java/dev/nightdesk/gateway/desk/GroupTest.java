package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");
  private final Somebody anaThere = ana.in(World.GROUP, Reach.MENTIONED);
  private final Somebody benThere = ben.in(World.GROUP, Reach.MENTIONED);

  @Test
  void aGroupIsOffUntilAnOwnerEnablesIt() {
    benThere.says("fix the login test");
    assertThat(world.view.sessions).isEmpty();
    assertThat(world.answer()).contains("I do not listen in this group yet. An owner can");

    benThere.says("/enable");
    assertThat(world.answer()).contains("Only an owner can decide who may use this desk.");

    anaThere.says("/enable");
    assertThat(world.answer()).contains("I listen in this group now");
    benThere.says("fix the login test");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void anotherOwnerMayTurnItOffAgain() {
    world.enableGroup(ana);
    anaThere.says("/disable");
    assertThat(world.answer()).contains("I no longer listen");

    benThere.says("fix the login test");
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void enablingAPrivateChatIsAnsweredKindly() {
    ana.says("/enable");
    assertThat(world.answer()).contains("I always listen here");
  }

  @Test
  void whatIsOverheardIsLeftAlone() {
    world.enableGroup(ana);
    int cards = world.view.cards.size();
    ben.in(World.GROUP, Reach.OVERHEARD).says("we should fix the login test");

    assertThat(world.view.sessions).isEmpty();
    assertThat(world.view.cards).hasSize(cards);
  }

  @Test
  void anOverheardReplyToASessionGoesToIt() {
    world.enableGroup(ana);
    benThere.says("fix the login test");
    world.agent().finishes("Fixed.");
    ben.in(World.GROUP, Reach.OVERHEARD).replies(world.card(Kind.RESULT), "and the logout test");

    assertThat(world.agent().prompts())
        .containsExactly("fix the login test", "and the logout test");
  }

  @Test
  void aForwardedMessageDoesNotEvenEnable() {
    anaThere.withMark(Mark.FORWARDED).says("/enable");
    assertThat(world.view.isEnabled(World.GROUP)).isFalse();
  }

  @Test
  void aSessionOfAForumLivesInItsOwnTopic() {
    var topic = new Place(World.CHANNEL, World.GROUP.chat(), "7");
    world.machine.thread = Optional.of(topic);
    world.enableGroup(ana);
    benThere.says("fix the login test");

    var card = world.card(Kind.STATUS);
    assertThat(card.wanted().place()).isEqualTo(topic);
    ben.in(topic, Reach.OVERHEARD).says("only the slow part");
    assertThat(world.again(card).text()).contains("queued 1 · after this turn");
    ben.in(topic, Reach.OVERHEARD).says("/stop");
    assertThat(world.session().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void aGroupWithoutTopicsShowsItsSessionsInTheChat() {
    world.enableGroup(ana);
    benThere.says("fix the login test");

    assertThat(world.card(Kind.STATUS).wanted().place()).isEqualTo(World.GROUP);
  }

  @Test
  void aGroupThatGetsANewIdTakesEverythingAlong() {
    world.enableGroup(ana);
    benThere.says("fix the login test");
    var to = Place.chat(World.CHANNEL, "-100500");
    world.step(new Happening.Came(new Inbound.Moved("u1", World.GROUP, to)));
    ben.in(to, Reach.OVERHEARD).replies(world.card(Kind.STATUS), "faster please");

    assertThat(world.session().origin().place()).isEqualTo(to);
    assertThat(world.view.openPrompts(world.session().id())).hasSize(2);
  }

  @Test
  void aLostPlaceIsMutedAndItsOwnerIsToldElsewhere() {
    ana.says("/help");
    world.enableGroup(ana);
    world.step(new Happening.PlaceLost(World.GROUP, "kicked"));
    assertThat(world.view.isMuted(World.GROUP)).isTrue();
    var told = world.card(Kind.REPLY);
    assertThat(told.wanted().place()).isEqualTo(ana.place());
    assertThat(told.text()).contains("I can no longer write in telegram:-500 (kicked)");

    int cards = world.view.cards.size();
    world.step(new Happening.PlaceLost(World.GROUP, "kicked"));
    assertThat(world.view.cards).as("told once").hasSize(cards);

    benThere.says("/agents");
    assertThat(world.view.isMuted(World.GROUP)).isFalse();
  }

  @Test
  void leavingIsNoted() {
    world.step(new Happening.Came(new Inbound.Left("u1", World.GROUP)));
    assertThat(world.view.isMuted(World.GROUP)).isTrue();
  }

  @Test
  void aStrayProcessIsToldToTheOwners() {
    ana.says("/help");
    world.step(new Happening.Stray("pid 4711, session 7c5d"));
    assertThat(world.answer()).contains("pid 4711, session 7c5d");
  }
}
