package dev.nightdesk.sessions.scripted;

import java.time.Duration;
import java.util.List;

/// What the agent plays when it is told no script: a little of everything a person can meet.
final class Story {
  private static final Duration BEAT = Duration.ofMillis(700);
  private static final int LONGEST_QUOTE = 120;

  private Story() {}

  static List<Step> about(String prompt) {
    return List.of(
        new Step.Say(
            "I am the **demo agent**: I play a story and change nothing. Your task was “"
                + quote(prompt)
                + "”. First I look around."),
        new Step.Sleep(BEAT),
        new Step.Tool("Read", "README.md"),
        new Step.Sleep(BEAT),
        new Step.Ask(
            List.of(
                new Step.Question(
                    "How careful should I be?",
                    false,
                    List.of("Quick", "Careful", "Very careful")))),
        new Step.Say("**{answer}** it is. Now I would like to run the tests."),
        new Step.Permission("Bash", "npm test"),
        new Step.Sleep(BEAT),
        new Step.Result(
            """
            ## Done

            | step | outcome |
            | --- | --- |
            | looked around | `README.md` |
            | tests | {answer} |

            Reply with a script to see more, for example:

            ```
            say I look at it; ask Which colour? red|blue; result {answer} it is
            ```\
            """));
  }

  private static String quote(String prompt) {
    String line = prompt.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }
}
