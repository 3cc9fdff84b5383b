package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.List;
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

  /// Words in a session's topic are for that session, whatever else is begun from there.
  @Test
  void whatIsBegunInTheTopicOfAnotherSessionGetsItsOwn() {
    var topic = inATopic("7");
    var first = world.session();
    var next = new Place(World.CHANNEL, World.GROUP.chat(), "8");
    world.machine.thread = Optional.of(next);
    ben.in(topic, Reach.OVERHEARD).says("/bg paint the shed");

    var second = world.session();
    assertThat(second.origin().place()).isEqualTo(next);
    assertThat(world.card(Kind.REPLY).wanted().place()).isEqualTo(topic);
    assertThat(world.answer())
        .contains(second.shortId() + " gets a topic of its own", "goes to " + first.shortId());
    ben.in(topic, Reach.OVERHEARD).says("only the slow part");
    ben.in(next, Reach.OVERHEARD).says("in red");
    assertThat(world.view.openPrompts(first.id())).hasSize(2);
    assertThat(world.view.openPrompts(second.id())).hasSize(2);
  }

  @Test
  void whereNoTopicCanBeOpenedTheTopicStaysWithItsSession() {
    var topic = inATopic("7");
    var first = world.session();
    world.machine.thread = Optional.empty();
    ben.in(topic, Reach.OVERHEARD).says("/bg paint the shed");

    var second = world.session();
    assertThat(world.card(Kind.STATUS, second.id()).wanted().place()).isEqualTo(topic);
    assertThat(world.answer())
        .contains("Reply to its messages", "what else is written here goes to " + first.shortId());
    ben.in(topic, Reach.OVERHEARD).says("only the slow part");
    assertThat(world.view.openPrompts(first.id())).hasSize(2);
  }

  private Place inATopic(String number) {
    var topic = new Place(World.CHANNEL, World.GROUP.chat(), number);
    world.machine.thread = Optional.of(topic);
    world.enableGroup(ana);
    benThere.says("fix the login test");
    return topic;
  }

  @Test
  void whoSpeaksToItBeforeItsTopicIsThereSeesNoCardThatIsForgotten() {
    var topic = new Place(World.CHANNEL, World.GROUP.chat(), "7");
    world.machine.thread = Optional.of(topic);
    speaksBeforeTheTopic();
    var first = world.card(Kind.STATUS);
    assertThat(first.wanted().place()).isEqualTo(World.GROUP);
    world.machine.goesOn();

    assertThat(world.cards(Kind.STATUS)).hasSize(2);
    assertThat(world.card(Kind.STATUS).wanted().place()).isEqualTo(topic);
    assertThat(world.again(first).text()).contains("It goes on in a topic of its own");
    assertThat(world.again(first).buttons()).isEmpty();
  }

  @Test
  void whereNoTopicCameTheCardThatIsThereServes() {
    speaksBeforeTheTopic();
    world.machine.goesOn();

    assertThat(world.cards(Kind.STATUS)).hasSize(1);
    assertThat(world.card(Kind.STATUS).text()).contains("✻ Working");
  }

  private void speaksBeforeTheTopic() {
    world.enableGroup(ana);
    world.machine.holds();
    var message = benThere.says("fix the login test");
    benThere.say("and this", new Quoted(message, false, List.of(), "fix the login test"));
  }

  @Test
  void detachingATopicSaysWhatIsHeardThereThen() {
    var topic = inATopic("7");
    ben.in(topic, Reach.OVERHEARD).says("/detach");
    assertThat(world.answer())
        .contains("Detached. The session goes on; reply to its messages", "a mention starts")
        .doesNotContain("what you write now");
    int cards = world.view.cards.size();
    ben.in(topic, Reach.OVERHEARD).says("only the slow part");
    assertThat(world.view.cards).as("not heard").hasSize(cards);

    ben.in(topic, Reach.MENTIONED).says("/detach");
    assertThat(world.answer())
        .contains("This topic belongs to no session: a mention here starts", "/attach <id>");
  }

  /// Somebody forgot to name it, and thinks that an edit mends that.
  @Test
  void whoAddsTheMentionByAnEditIsToldThatItWasNotRead() {
    world.enableGroup(ana);
    var message = ben.in(World.GROUP, Reach.OVERHEARD).says("fix the login test");
    benThere.edits(message);
    assertThat(world.answer()).contains("I read a message only as it was first sent");

    int cards = world.view.cards.size();
    ben.in(World.GROUP, Reach.OVERHEARD).edits(message);
    assertThat(world.view.cards).as("not meant for it").hasSize(cards);
    anaThere.says("/disable");
    cards = world.view.cards.size();
    benThere.edits(message);
    assertThat(world.view.cards).as("it does not listen").hasSize(cards);
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
  void whatShouldRingWhereWeMayNotWriteRingsAtTheOwners() {
    ana.says("/help");
    world.enableGroup(ana);
    benThere.says("fix the login test");
    var session = world.session();
    world.agent().uses("Read", "LoginTest.java");
    world.step(new Happening.PlaceLost(session.origin().place(), "kicked"));
    int cards = world.view.cards.size();

    world.agent().asksToRun("make test");
    var told = world.card(Kind.REPLY);
    assertThat(told.wanted().place()).isEqualTo(ana.place());
    assertThat(told.rings()).isTrue();
    assertThat(told.text())
        .contains(session.shortId(), "needs input", "fix the login test", "/peek ");
    assertThat(world.view.cards).as("the question, and that it is there").hasSize(cards + 2);

    ana.says("/peek " + session.shortId());
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.OTHER, "No such host.");
    assertThat(world.card(Kind.REPLY).text()).contains(session.shortId() + ", ", " has failed: ");
  }

  @Test
  void leavingIsNoted() {
    ana.says("/help");
    int cards = world.view.cards.size();
    isRemoved();
    assertThat(world.view.isMuted(World.GROUP)).isTrue();
    assertThat(world.view.cards).as("nobody ever worked there").hasSize(cards);
  }

  private void isRemoved() {
    world.step(new Happening.Came(new Inbound.Left(world.nextMessage(), World.GROUP)));
  }

  @Test
  void whoeverSpeaksToItWhereItWasAddedAgainIsAnswered() {
    isRemoved();
    ben.in(World.GROUP, Reach.OVERHEARD).says("we should fix the login test");
    assertThat(world.view.isMuted(World.GROUP)).as("nobody spoke to it").isTrue();

    anaThere.says("/enable");
    assertThat(world.view.isMuted(World.GROUP)).isFalse();
    assertThat(world.answer()).contains("I listen in this group now");
  }

  @Test
  void whoRemovesItFromAGroupLeavesNoQuestionUnseen() {
    ana.says("/help");
    world.enableGroup(ana);
    benThere.says("fix the login test");
    var asking = world.session();
    world.agent().asksToRun("make test");
    benThere.says("paint the shed");
    int rung = world.rung().size();
    isRemoved();

    var told = world.card(Kind.REPLY);
    assertThat(told.wanted().place()).isEqualTo(ana.place());
    assertThat(told.text())
        .contains("I was removed from telegram:-500", "1 session there waits for an answer");
    assertThat(world.rung()).hasSize(rung + 1);
    ana.says("/peek " + asking.shortId());
    assertThat(world.card(Kind.REQUEST).wanted().place()).isEqualTo(ana.place());

    int cards = world.view.cards.size();
    isRemoved();
    world.step(new Happening.PlaceLost(World.GROUP, "kicked"));
    assertThat(world.view.cards).as("told once").hasSize(cards);
  }

  @Test
  void whereNobodyWaitsForAnAnswerNobodyIsRung() {
    ana.says("/help");
    world.enableGroup(ana);
    isRemoved();

    assertThat(world.answer()).contains("I was removed").doesNotContain("waits for an answer");
    assertThat(world.rung()).isEmpty();
  }

  @Test
  void aStrayProcessIsToldToTheOwners() {
    ana.says("/help");
    world.step(new Happening.Stray("pid 4711, session 7c5d"));
    assertThat(world.answer()).contains("pid 4711, session 7c5d");
  }
}
