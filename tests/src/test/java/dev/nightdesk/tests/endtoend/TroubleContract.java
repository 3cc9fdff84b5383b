package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When the model's service fails for good: the card says which failure it is and what comes next.
interface TroubleContract extends OnThePhone {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401        | login refused              | The agent's login was refused. Run `claude auth login`
          429        | rate limit                 | The account's rate limit is reached. Nothing is lost
          overloaded | model overloaded           | The model's service is overloaded. Nothing is lost
          network    | no connection to the model | The model's service could not be reached. Check
          """)
  default void theCardSaysWhatFailedAndHowToGoOn(String what, String name, String words) {
    say("say troubled-%s; fail %s".formatted(what, what));

    var told =
        await(
            "the failure",
            it -> it.text().contains("troubled-" + what) && it.text().contains(words));
    assertThat(told.rang()).isTrue();
    assertThat(told.text()).contains("to go on");
    await("the failed card", it -> it.text().contains("Failed · say troubled-" + what));

    say("/agents");
    await("the board", it -> it.text().contains("The board") && it.text().contains(name));
    reply(told, "result mended-" + what);
    answeredOnce("mended-" + what);
  }

  @ParameterizedTest
  @CsvSource({"429", "network"})
  default void aFailureThatPassesIsNoFailure(String what) {
    say("retry %1$s; result passed-%1$s".formatted(what));

    answeredOnce("passed-" + what);

    await("the finished card", it -> it.text().contains("Completed · retry " + what));
  }
}
