package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.scripted.Script;
import dev.nightdesk.sessions.scripted.Step;
import dev.nightdesk.tests.claude.Reply.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model that does what a prompt's script says, one answer after the other: the same scripts that
/// the scripted agent plays, so that both can be held to one contract. It has no memory but the
/// conversation it is sent; only which failures it has shown already.
final class Brain {
  private final Path directory;
  private final Map<String, Integer> attempts = new HashMap<>();

  /// @param directory where files named by scripts lie
  Brain(Path directory) {
    this.directory = directory;
  }

  synchronized Reply reply(ModelCall call) {
    List<Step> steps = Script.read(call.prompt());
    if (steps.isEmpty()) {
      return new Reply.Stream(List.of(new Part.Text("You said: " + call.prompt())));
    }
    List<List<Step>> answers = answers(steps);
    int index = call.answersSincePrompt();
    if (index >= answers.size()) {
      return new Reply.Stream(List.of(new Part.Text("Done.")));
    }
    var parts = new ArrayList<Part>();
    for (Step step : answers.get(index)) {
      Reply failure = failure(call.prompt() + index, step);
      if (failure != null) {
        return failure;
      }
      parts.addAll(parts(step, call));
    }
    return new Reply.Stream(parts.isEmpty() ? List.of(new Part.Text("Done.")) : parts);
  }

  /// An answer ends with the first tool in it; a plan is written before it is shown.
  private static List<List<Step>> answers(List<Step> steps) {
    var answers = new ArrayList<List<Step>>();
    var current = new ArrayList<Step>();
    for (Step step : steps) {
      current.add(step);
      if (usesTool(step)) {
        if (step instanceof Step.Plan) {
          answers.add(List.copyOf(current));
          current.clear();
          current.add(new Step.Tool("ExitPlanMode", ""));
        }
        answers.add(List.copyOf(current));
        current.clear();
      }
    }
    answers.add(List.copyOf(current));
    return answers;
  }

  private static boolean usesTool(Step step) {
    return switch (step) {
      case Step.Tool _, Step.Permission _, Step.Ask _, Step.Plan _, Step.Write _ -> true;
      case Step.Background _ -> true;
      case Step.Say _, Step.Fail _, Step.Retry _, Step.Sleep _, Step.Big _, Step.Result _ -> false;
      case Step.Die _, Step.Noise _, Step.TwoPrompts _ -> false;
    };
  }

  private @Nullable Reply failure(String key, Step step) {
    return switch (step) {
      case Step.Fail fail -> failure(fail.failure());
      case Step.Retry retry ->
          attempts.merge(key, 1, Integer::sum) == 1 ? failure(retry.failure()) : null;
      case Step.Tool _, Step.Permission _, Step.Ask _, Step.Plan _, Step.Write _ -> null;
      case Step.Say _, Step.Sleep _, Step.Big _, Step.Result _, Step.Background _ -> null;
      case Step.Die _, Step.Noise _, Step.TwoPrompts _ -> null;
    };
  }

  private static Reply failure(Step.Failure failure) {
    return failure.status == 0
        ? new Reply.NoAnswer()
        : new Reply.Status(failure.status, failure.type, 0);
  }

  private List<Part> parts(Step step, ModelCall call) {
    return switch (step) {
      case Step.Say say -> List.of(text(say.markdown(), call));
      case Step.Result result -> List.of(text(result.markdown(), call));
      case Step.Big big -> List.of(new Part.Text("x".repeat(big.bytes())));
      case Step.Sleep sleep -> List.of(new Part.Hold(sleep.time()));
      case Step.Tool tool -> List.of(use(tool.tool(), tool.argument()));
      case Step.Permission wanted -> List.of(use(wanted.tool(), wanted.argument()));
      case Step.Write write ->
          List.of(
              new Part.Use(
                  "Write",
                  object()
                      .put("file_path", directory.resolve(write.file()).toString())
                      .put("content", write.text())));
      case Step.Plan plan ->
          List.of(
              new Part.Use(
                  "Write",
                  object().put("file_path", call.planFile()).put("content", plan.markdown())));
      case Step.Ask ask -> List.of(new Part.Use("AskUserQuestion", questions(ask)));
      case Step.Background background -> List.of(background(background.time()));
      case Step.Retry _ -> List.of();
      case Step.Fail _, Step.Die _, Step.Noise _, Step.TwoPrompts _ ->
          throw new IllegalArgumentException("the scripted API cannot play " + step);
    };
  }

  private static Part text(String markdown, ModelCall call) {
    return new Part.Text(markdown.replace("{answer}", call.lastToolResult()));
  }

  private Part use(String tool, String argument) {
    return new Part.Use(
        tool,
        switch (tool) {
          case "Bash" -> object().put("command", argument).put("description", "Run: " + argument);
          case "Read" -> object().put("file_path", directory.resolve(argument).toString());
          case "ExitPlanMode" -> object();
          default -> object().put("argument", argument);
        });
  }

  private static Part background(Duration time) {
    String seconds = String.valueOf(Math.max(1, time.toSeconds()));
    return new Part.Use(
        "Bash",
        object()
            .put("command", "sleep " + seconds)
            .put("description", "wait beside")
            .put("run_in_background", true));
  }

  private static ObjectNode questions(Step.Ask ask) {
    ObjectNode input = object();
    var questions = input.putArray("questions");
    for (Step.Question question : ask.questions()) {
      ObjectNode one =
          questions
              .addObject()
              .put("question", question.text())
              .put("header", "Choice")
              .put("multiSelect", question.multiSelect());
      var options = one.putArray("options");
      question
          .options()
          .forEach(label -> options.addObject().put("label", label).put("description", label));
    }
    return input;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
