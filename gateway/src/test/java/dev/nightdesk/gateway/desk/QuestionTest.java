package dev.nightdesk.gateway.desk;

import static dev.nightdesk.gateway.desk.FakeAgent.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final String COLOUR = "Which colour should the button be?";
  private static final String PLATFORMS = "Which platforms should be built?";

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");

  @BeforeEach
  void aSessionWorks() {
    ana.says("make a button");
  }

  private Shown request() {
    return world.card(Kind.REQUEST);
  }

  private void asksColour() {
    world.agent().asksWhich(question(COLOUR, false, "Red", "Blue"));
  }

  private void asksPlatforms() {
    world.agent().asksWhich(question(PLATFORMS, true, "Linux", "macOS", "Windows"));
  }

  private Map<String, List<String>> answers() {
    return ((AgentInput.Answers) world.agent().lastReceived()).answers();
  }

  @Test
  void optionsAreButtonsAndNumbers() {
    asksColour();

    assertThat(request().text()).contains(COLOUR, "1. Red", "2. Blue");
    assertThat(request().buttons()).containsExactly("1 · Red", "2 · Blue", "Other…");
    assertThat(request().rings()).isTrue();

    ana.presses(request(), "2");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("Blue")));
    assertThat(request().text()).contains(COLOUR + " → Blue", "Answered by ana · 09:00 UTC");
    assertThat(request().buttons()).isEmpty();
  }

  @Test
  void onceAnsweredTheQuestionIsNoLongerWhatGoesOn() {
    world.agent().uses("AskUserQuestion", COLOUR);
    asksColour();
    ana.presses(request(), "2");
    assertThat(world.card(Kind.STATUS).text()).contains("thinking").doesNotContain(COLOUR);
  }

  @Test
  void aBareDigitPicksFromTheOneQuestionInTheChat() {
    asksColour();
    ana.says("2");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("Blue")));
  }

  @Test
  void aBareDigitIsNotGuessedAtWhenTwoSessionsAsk() {
    asksColour();
    ana.says("make another button");
    asksColour();
    ana.says("2");

    assertThat(world.answer()).contains("Several sessions ask something");
    assertThat(world.view.requests.values()).allMatch(Request::isOpen);
  }

  @Test
  void aBareDigitWhileOnlyAPermissionIsOpenIsTooShortForATask() {
    world.agent().asksToRun("make");
    ana.says("1");
    assertThat(world.answer()).contains("Too short: “1”");
  }

  @Test
  void wordsInItsLineAreTheAnswerToItsOneQuestion() {
    asksColour();
    ana.replies(world.card(Kind.STATUS), "a dark purple one");

    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("a dark purple one")));
  }

  @Test
  void aNumberThatIsNoOptionIsAnAnswerOfItsOwn() {
    world.agent().asksWhich(question("How many tries?", false, "Three", "Five"));
    ana.replies(request(), "7");
    assertThat(answers()).isEqualTo(Map.of("How many tries?", List.of("7")));
  }

  @Test
  void twoDigitsPickTwoOnlyWhereSeveralMayBeChosen() {
    asksColour();
    ana.replies(request(), "1, 2");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("1, 2")));

    asksPlatforms();
    ana.replies(request(), "3 1 1");
    assertThat(answers()).isEqualTo(Map.of(PLATFORMS, List.of("Linux", "Windows")));
  }

  @Test
  void severalQuestionsComeOneAfterTheOther() {
    world
        .agent()
        .asksWhich(
            question(COLOUR, false, "Red", "Blue"), question(PLATFORMS, true, "Linux", "macOS"));
    assertThat(request().text()).contains("make a button · 1 of 2", COLOUR);
    var first = request();
    ana.presses(first, "1");

    assertThat(request().text()).contains("· 2 of 2", PLATFORMS);
    assertThat(world.cards(Kind.REQUEST)).as("one card, edited").hasSize(1);
    assertThat(ben.presses(first, "2"))
        .isEqualTo(
            "This part is answered already. /peek "
                + world.session().shortId()
                + " shows what is asked now.");
    ana.presses(request(), "☐ macOS");
    ana.presses(request(), "Done");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("Red"), PLATFORMS, List.of("macOS")));
  }

  @Test
  void manyChoicesAreToggledAndThenDone() {
    asksPlatforms();
    assertThat(request().buttons())
        .containsExactly("☐ Linux", "☐ macOS", "☐ Windows", "Done", "Other…");
    assertThat(ana.presses(request(), "Done")).contains("Choose at least one first");

    ana.presses(request(), "☐ Windows");
    ana.presses(request(), "☐ Linux");
    ana.presses(request(), "☐ macOS");
    assertThat(request().buttons()).startsWith("☑ Linux", "☑ macOS", "☑ Windows");
    ana.presses(request(), "☑ macOS");
    assertThat(request().buttons()).startsWith("☑ Linux", "☐ macOS", "☑ Windows");
    assertThat(world.view.openRequests(world.session().id()))
        .as("toggles settle nothing")
        .hasSize(1);

    ben.presses(request(), "Done");
    assertThat(answers()).isEqualTo(Map.of(PLATFORMS, List.of("Linux", "Windows")));
    assertThat(request().text()).contains("Linux, Windows", "Answered by ben");
  }

  @Test
  void otherAsksForWords() {
    asksColour();
    ana.presses(request(), "Other");
    assertThat(world.card(Kind.CAPTURE).text()).contains("Write your answer");

    ana.says("a dark purple one");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("a dark purple one")));
  }

  @Test
  void anybodyAllowedMayAnswerTheCardThatAskedForWords() {
    asksColour();
    ana.presses(request(), "Other");
    ben.in(ana.place(), dev.nightdesk.adapters.Inbound.Reach.PRIVATE)
        .replies(world.card(Kind.CAPTURE), "green");

    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("green")));
  }

  @Test
  void wordsForAPartThatWasAnsweredMeanwhileAreNotUsedForTheNext() {
    world
        .agent()
        .asksWhich(
            question(COLOUR, false, "Red", "Blue"),
            question("Which shape?", false, "Round", "Square"));
    ana.presses(request(), "Other");
    ben.presses(request(), "1");
    ana.says("a dark purple one");

    assertThat(world.answer()).contains("This part was answered meanwhile");
    assertThat(request().text()).contains("Which shape?");
  }

  @Test
  void theNewestCardThatAsksForWordsGetsThem() {
    asksColour();
    var first = request();
    ana.says("make another button");
    asksColour();
    ana.presses(first, "Other");
    ana.presses(request(), "Other");
    assertThat(world.cards(Kind.CAPTURE).getFirst().text()).isEqualTo("Never mind");
    ana.says("green");

    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("green")));
    assertThat(world.again(first).buttons()).isNotEmpty();
  }

  @Test
  void aCommandIsACommandEvenWhileWordsAreAwaited() {
    asksColour();
    ana.presses(request(), "Other");
    ana.says("/agents");

    assertThat(world.answer()).contains("The board");
    assertThat(request().buttons()).isNotEmpty();
  }

  @Test
  void longLabelsAreCutAndOddOnesShown() {
    world.agent().asksWhich(question("Which?", false, "x".repeat(200), "\u202Eevil", "a\nb"));

    assertThat(request().buttons()).allMatch(label -> label.length() <= 60);
    assertThat(request().buttons().get(1)).contains("⟨U+202E⟩");
    assertThat(request().buttons().get(2)).isEqualTo("3 · a b");
  }

  @Test
  void questionsWithoutAnyQuestionAreSentBack() {
    world.agent().asksWhich();

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Deny.class);
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  /// Two people answer at once: who was slower had read the part before.
  @Test
  void wordsThatWereWrittenForAnEarlierPartAnswerNoLaterOne() {
    world
        .agent()
        .asksWhich(question(COLOUR, false, "Red", "Blue"), question("Where?", false, "Top", "End"));
    world.passes(Duration.ofMinutes(1));
    ana.presses(request(), "1 · Red");
    var slower = ben.withDelay(Replies.CLOCKS_DIFFER_BY.plusMillis(1));

    slower.replies(request(), "2");
    assertThat(world.answer()).contains("This part was answered meanwhile");
    slower.replies(world.card(Kind.STATUS), "the blue one");
    assertThat(world.answer()).contains("This part was answered meanwhile");
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
    assertThat(world.view.openPrompts(world.session().id())).as("no prompt either").hasSize(1);

    ben.withDelay(Replies.CLOCKS_DIFFER_BY).replies(request(), "2");
    assertThat(answers()).isEqualTo(Map.of(COLOUR, List.of("Red"), "Where?", List.of("End")));
  }

  @Test
  void ownWordsComeBesideWhatWasTicked() {
    asksPlatforms();
    ana.presses(request(), "☐ macOS");
    ana.presses(request(), "Other…");
    ana.says("FreeBSD too");

    assertThat(answers()).isEqualTo(Map.of(PLATFORMS, List.of("macOS", "FreeBSD too")));
  }
}
