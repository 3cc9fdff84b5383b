package dev.nightdesk.gateway.desk;

import static dev.nightdesk.gateway.desk.FakeAgent.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.adapters.Traits.Feature;
import dev.nightdesk.adapters.Traits.Threads;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Channels where threads hang under messages, forms open, and people are answered alone.
class UnderCardsTest {
  private static final Place THREAD = new Place(World.CHANNEL, World.GROUP.chat(), "t1");

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");
  private final Somebody eve = world.viewer("eve");

  @BeforeEach
  void aChannelOfThatKind() {
    world.view.traits.put(
        World.CHANNEL,
        new Traits(
            4_000,
            20,
            1_000,
            1_000,
            Threads.UNDER_CARDS,
            Set.of(Feature.RECEIPTS),
            Rate.UNLIMITED));
    world.enableGroup(ana);
    world.machine.thread = Optional.of(THREAD);
  }

  private Session begun() {
    ana.in(World.GROUP, Reach.MENTIONED).says("fix the login test");
    return world.session();
  }

  @Test
  void theLiveCardStaysInTheChatAndTheRestIsSaidUnderIt() {
    var session = begun();
    var card = world.card(Kind.STATUS);
    assertThat(card.wanted().place()).isEqualTo(World.GROUP);
    assertThat(world.session().origin().place()).isEqualTo(THREAD);

    world.agent().asksToRun("make test");
    assertThat(world.card(Kind.REQUEST).wanted().place()).isEqualTo(THREAD);
    assertThat(world.again(card).text()).contains("Needs input");

    ben.in(THREAD, Reach.OVERHEARD).says("yes");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
    world.agent().finishes("done");
    assertThat(world.card(Kind.RESULT, session.id()).wanted().place()).isEqualTo(THREAD);
    assertThat(world.cards(Kind.STATUS)).hasSize(1);
  }

  @Test
  void withoutAThreadItGoesOnInTheChat() {
    world.machine.thread = Optional.empty();
    begun();

    assertThat(world.session().origin().place()).isEqualTo(World.GROUP);
    assertThat(world.cards(Kind.STATUS)).hasSize(1);
    assertThat(world.agent().prompts()).containsExactly("fix the login test");
  }

  @Test
  void aPrivateChatHasThreadsToo() {
    ana.says("fix the login test");
    assertThat(world.session().origin().place()).isEqualTo(THREAD);
  }

  @Test
  void twoThreadsNeverMix() {
    var first = begun();
    var other = new Place(World.CHANNEL, World.GROUP.chat(), "t2");
    world.machine.thread = Optional.of(other);
    ben.in(World.GROUP, Reach.MENTIONED).says("write the release notes");
    var second = world.session();
    assertThat(second.id()).isNotEqualTo(first.id());

    ana.in(other, Reach.OVERHEARD).says("and the changelog");
    ana.in(THREAD, Reach.OVERHEARD).says("and the logout test");
    assertThat(prompts(first)).containsExactly("fix the login test", "and the logout test");
    assertThat(prompts(second)).containsExactly("write the release notes", "and the changelog");
  }

  private List<String> prompts(Session session) {
    return world.view.prompts.values().stream()
        .filter(prompt -> prompt.session().equals(session.id()))
        .map(Prompt::text)
        .toList();
  }

  @Test
  void aThreadThatPeopleHadBeforeHearsOnlyWhatNamesUs() {
    var talk = new Place(World.CHANNEL, World.GROUP.chat(), "old");
    ana.in(talk, Reach.MENTIONED).says("look into this alert");
    assertThat(world.card(Kind.STATUS).wanted().place()).isEqualTo(talk);

    ben.in(talk, Reach.OVERHEARD).says("who broke it again?");
    assertThat(prompts(world.session())).containsExactly("look into this alert");
    ben.in(talk, Reach.MENTIONED).says("also look at staging");
    assertThat(world.view.sessions).hasSize(1);
    assertThat(prompts(world.session()))
        .containsExactly("look into this alert", "also look at staging");
  }

  @Test
  void aThreadUnderAnyMessageOfASessionIsAboutThatSession() {
    world.machine.thread = Optional.empty();
    begun();
    var under =
        new Place(World.CHANNEL, World.GROUP.chat(), world.card(Kind.STATUS).at().message());
    ben.in(under, Reach.OVERHEARD).says("and the logout test");

    assertThat(world.view.sessions).hasSize(1);
    assertThat(prompts(world.session())).contains("and the logout test");
  }

  @Test
  void anotherSessionFromWithinAThreadGetsItsOwn() {
    begun();
    var other = new Place(World.CHANNEL, World.GROUP.chat(), "t2");
    world.machine.thread = Optional.of(other);
    ana.in(THREAD, Reach.OVERHEARD).says("/bg write the release notes");

    assertThat(world.view.sessions).hasSize(2);
    assertThat(world.card(Kind.STATUS).wanted().place()).isEqualTo(World.GROUP);
    assertThat(world.session().origin().place()).isEqualTo(other);
    assertThat(world.answer()).contains("gets a thread of its own");
  }

  @Test
  void aReplyIsAcknowledgedByASign() {
    begun();
    var message = ben.in(THREAD, Reach.OVERHEARD).says("and the logout test");
    assertThat(world.view.applied)
        .flatExtracting(Decision::effects)
        .contains(new Effect.Receipt(message));
  }

  // Forms.

  private String fills(Somebody who, Shown card, String label, String words) {
    world.whispers.clear();
    world.step(
        new Happening.Came(
            new Inbound.Pressed(
                world.nextMessage(),
                who.sender(),
                card.at(),
                card.token(label),
                "press",
                Duration.ZERO,
                words)));
    return world.whispers.isEmpty() ? "(silence)" : world.whispers.getLast().text();
  }

  @Test
  void buttonsThatAskForWordsSaySoAndToggledOnesHowTheyStand() {
    begun();
    world.agent().asksWhich(question("Which sizes?", true, "S", "M"));
    var asked = world.card(Kind.REQUEST);
    ben.in(THREAD, Reach.OVERHEARD).presses(asked, "☐ M");

    assertThat(world.again(asked).wanted().card().buttons())
        .extracting(Button::use)
        .containsExactly(Button.Use.OPEN, Button.Use.CHOSEN, null, Button.Use.WORDS);
  }

  @Test
  void wordsOfAFormAnswerAtOnce() {
    begun();
    world.agent().asksWhich(question("Which colour?", false, "Red", "Blue"));
    assertThat(fills(ben, world.card(Kind.REQUEST), "Other…", " green, please ")).isEmpty();

    assertThat(((AgentInput.Answers) world.agent().lastReceived()).answers())
        .isEqualTo(Map.of("Which colour?", List.of("green, please")));
    assertThat(world.cards(Kind.CAPTURE)).isEmpty();
  }

  @Test
  void aReasonComesWithTheRefusal() {
    begun();
    world.agent().asksToRun("rm -rf build");
    fills(ben, world.card(Kind.REQUEST), "Deny and say why", "use make clean");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), "use make clean"));
  }

  @Test
  void emptyWordsSettleNothing() {
    begun();
    world.agent().asksToRun("make");
    assertThat(fills(ben, world.card(Kind.REQUEST), "Deny and say why", " \n"))
        .contains("in words");
    assertThat(world.card(Kind.REQUEST).buttons()).isNotEmpty();
  }

  @Test
  void wordsThatCameTooLateOrFromAViewerAreGivenBack() {
    begun();
    world.agent().asksToRun("make");
    var asked = world.card(Kind.REQUEST);
    assertThat(fills(eve, asked, "Deny and say why", "not like this"))
        .contains("As a viewer", "You wrote: “not like this”");
    ana.presses(asked, "Allow once");
    assertThat(fills(ben, asked, "Deny and say why", "use make clean"))
        .contains("Already settled by ana", "You wrote: “use make clean”");
  }

  // One person alone.

  private String whispered(Somebody who, Place at, String text) {
    world.whispers.clear();
    world.step(
        new Happening.Came(
            new Inbound.Said(
                world.nextMessage(),
                who.sender(),
                new MessageRef(at, world.nextMessage()),
                null,
                text,
                List.of(),
                at.equals(World.GROUP) ? Reach.MENTIONED : Reach.PRIVATE,
                Set.of(),
                Duration.ZERO,
                "whisper")));
    return world.whispers.isEmpty() ? "(silence)" : world.whispers.getLast().text();
  }

  @Test
  void refusalsInAGroupAreForTheirWriterAlone() {
    assertThat(whispered(eve, World.GROUP, "fix the login test")).contains("As a viewer");
    assertThat(world.cards(Kind.REPLY)).noneMatch(card -> card.text().contains("As a viewer"));
  }

  @Test
  void inAPrivateChatTheyAreWrittenAsEver() {
    assertThat(whispered(eve, eve.place(), "fix the login test")).isEqualTo("(silence)");
    assertThat(world.answer()).contains("As a viewer");
  }

  @Test
  void whoOpensTheirPageSeesTheBoardAndAStrangerNothing() {
    begun();
    var home = Place.chat(World.CHANNEL, "home:ana");
    world.step(new Happening.Came(new Inbound.Visited("v1", ana.sender(), home)));
    assertThat(world.card(Kind.REPLY).wanted().place()).isEqualTo(home);
    assertThat(world.answer()).contains("The board", "fix the login test");

    int cards = world.view.cards.size();
    var stranger = world.stranger();
    world.step(
        new Happening.Came(
            new Inbound.Visited("v2", stranger.sender(), Place.chat(World.CHANNEL, "home:x"))));
    assertThat(world.view.cards).hasSize(cards);
  }
}
