package dev.nightdesk.sessions.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Plays the use of tools: what is asked before, what comes of it. Only `Write` does anything.
final class Tools {
  private static final Duration EFFORT = Duration.ofMillis(50);

  private final Ear ear;
  private final Mouth mouth;
  private final Path directory;
  private final boolean instant;
  private final Set<String> allowed = new HashSet<>();
  private String running = "";

  Tools(Ear ear, Mouth mouth, Path directory, boolean instant) {
    this.ear = ear;
    this.mouth = mouth;
    this.directory = directory;
    this.instant = instant;
  }

  /// Uses a tool, asking first where it must.
  ///
  /// @return what a person answered, or `before` when nobody was asked
  String use(Step step, String before) throws TurnOver, InterruptedException {
    return switch (step) {
      case Step.Tool tool -> {
        begin(tool.tool(), input(tool.tool(), tool.argument()));
        end("done");
        yield before;
      }
      case Step.Permission wanted -> {
        Fields input = input(wanted.tool(), wanted.argument());
        yield withLeave(wanted.tool(), input, before, "done");
      }
      case Step.Write write -> write(write, before);
      case Step.Ask ask -> ask(ask);
      case Step.Plan plan -> plan(plan.markdown());
      case Step.TwoPrompts _ -> twoPrompts();
      case Step.Say _, Step.Result _, Step.Big _, Step.Sleep _, Step.Retry _ -> before;
      case Step.Fail _, Step.Die _, Step.Noise _, Step.Background _ -> before;
    };
  }

  /// The tool that runs, if one does, is cut off.
  void abort() {
    if (!running.isEmpty()) {
      mouth.used(running, "The user doesn't want to proceed with this tool use.", true);
      running = "";
    }
  }

  private void begin(String tool, Fields input) {
    running = "toolu_" + mouth.id();
    mouth.use(running, tool, input);
  }

  private void end(String result) throws TurnOver, InterruptedException {
    if (!instant) {
      ear.pause(EFFORT);
    }
    mouth.used(running, result, false);
    running = "";
  }

  private String withLeave(String tool, Fields input, String before, String result)
      throws TurnOver, InterruptedException {
    begin(tool, input);
    if (isAllowed(tool, input)) {
      end(result);
      return before;
    }
    Fields verdict = ear.ask(List.of(request(tool, input, running))).getFirst();
    if (isAllow(verdict)) {
      keep(verdict);
      end(result);
      return "allowed";
    }
    deny(verdict);
    return "denied: " + verdict.text("message");
  }

  private void deny(Fields verdict) throws TurnOver {
    if (verdict.isTrue("interrupt")) {
      throw new TurnOver(TurnOver.Why.INTERRUPTED);
    }
    mouth.used(running, verdict.text("message"), true);
    running = "";
  }

  private static boolean isAllow(Fields verdict) {
    return verdict.text("behavior").equals("allow");
  }

  private boolean isAllowed(String tool, Fields input) {
    return switch (mouth.mode()) {
      case "bypassPermissions" -> true;
      case "acceptEdits" -> tool.equals("Write") || allowed.contains(rule(tool, input));
      default -> allowed.contains(rule(tool, input));
    };
  }

  private void keep(Fields verdict) {
    for (Fields update : verdict.list("updatedPermissions")) {
      if (update.text("type").equals("setMode")) {
        mouth.mode(update.text("mode"));
      }
      for (Fields rule : update.list("rules")) {
        allowed.add(rule.text("toolName") + "(" + rule.text("ruleContent") + ")");
      }
    }
  }

  private static String rule(String tool, Fields input) {
    return tool + "(" + ruleContent(input) + ")";
  }

  private static String ruleContent(Fields input) {
    String command = input.text("command");
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space) + " *";
  }

  private static Fields input(String tool, String argument) {
    return switch (tool) {
      case "Bash" -> Fields.of("command", argument).and("description", "Run: " + argument);
      case "Read", "Edit" -> Fields.of("file_path", argument);
      case "Write" -> Fields.of("file_path", argument).and("content", "");
      default -> Fields.of("argument", argument);
    };
  }

  private static Fields request(String tool, Fields input, String toolUse) {
    Fields request =
        Fields.of("subtype", "can_use_tool")
            .and("tool_name", tool)
            .and("display_name", tool)
            .and("input", input);
    if (!input.text("description").isEmpty()) {
      request.and("description", input.text("description"));
    }
    return request
        .and("permission_suggestions", List.of(suggestion(tool, input)))
        .and("decision_reason", "This command requires approval")
        .and("tool_use_id", toolUse);
  }

  private static Fields suggestion(String tool, Fields input) {
    if (tool.equals("Write")) {
      return Fields.of("type", "setMode").and("mode", "acceptEdits").and("destination", "session");
    }
    Fields rule = Fields.of("toolName", tool).and("ruleContent", ruleContent(input));
    return Fields.of("type", "addRules")
        .and("rules", List.of(rule))
        .and("behavior", "allow")
        .and("destination", "localSettings");
  }

  private String write(Step.Write write, String before) throws TurnOver, InterruptedException {
    Path file = directory.resolve(write.file()).normalize();
    Fields input = Fields.of("file_path", file.toString()).and("content", write.text());
    String answer = withLeave("Write", input, before, "File created successfully at: " + file);
    if (!answer.startsWith("denied")) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, write.text());
      } catch (IOException failed) {
        mouth.say("I could not write it: " + failed.getMessage());
      }
    }
    return answer;
  }

  private String ask(Step.Ask ask) throws TurnOver, InterruptedException {
    Fields input = Fields.of("questions", ask.questions().stream().map(Tools::question).toList());
    begin("AskUserQuestion", input);
    Fields request =
        Fields.of("subtype", "can_use_tool")
            .and("tool_name", "AskUserQuestion")
            .and("display_name", "AskUserQuestion")
            .and("input", input)
            .and("tool_use_id", running)
            .and("requires_user_interaction", true);
    Fields verdict = ear.ask(List.of(request)).getFirst();
    if (!isAllow(verdict)) {
      deny(verdict);
      return "denied: " + verdict.text("message");
    }
    Fields updated = verdict.at("updatedInput");
    String response = updated.text("response");
    Fields answers = updated.at("answers");
    mouth.used(running, told(response, answers), false);
    running = "";
    return response.isEmpty()
        ? answers.values().stream().map(String::valueOf).collect(Collectors.joining(", "))
        : response;
  }

  /// The sentences the model gets to read.
  private static String told(String response, Fields answers) {
    if (!response.isEmpty()) {
      return "The user responded: " + response;
    }
    if (answers.isEmpty()) {
      return "The user did not answer the questions.";
    }
    return answers.entrySet().stream()
        .map(answer -> "\"" + answer.getKey() + "\"=\"" + answer.getValue() + "\"")
        .collect(
            Collectors.joining(
                ", ",
                "Your questions have been answered: ",
                ". You can now continue with these answers in mind."));
  }

  private static Fields question(Step.Question question) {
    String text = question.text();
    int space = text.indexOf(' ');
    String header = space < 0 ? text : text.substring(0, space);
    List<Fields> options =
        question.options().stream()
            .map(label -> Fields.of("label", label).and("description", ""))
            .toList();
    return Fields.of("question", question.text())
        .and("header", header.substring(0, Math.min(12, header.length())))
        .and("options", options)
        .and("multiSelect", question.multiSelect());
  }

  private String plan(String markdown) throws TurnOver, InterruptedException {
    Fields input = markdown.isEmpty() ? Fields.none() : Fields.of("plan", markdown);
    begin("ExitPlanMode", input);
    Fields request =
        Fields.of("subtype", "can_use_tool")
            .and("tool_name", "ExitPlanMode")
            .and("display_name", "ExitPlanMode")
            .and("input", input)
            .and("tool_use_id", running)
            .and("requires_user_interaction", true);
    Fields verdict = ear.ask(List.of(request)).getFirst();
    if (!isAllow(verdict)) {
      deny(verdict);
      return "denied: " + verdict.text("message");
    }
    mouth.mode("default");
    keep(verdict);
    end("User has approved exiting plan mode. You can now proceed.");
    return "approved";
  }

  private String twoPrompts() throws TurnOver, InterruptedException {
    var requests = new ArrayList<Fields>();
    var uses = new ArrayList<String>();
    for (String agent : List.of("helper-1", "helper-2")) {
      Fields input = input("Bash", "make " + agent);
      begin("Bash", input);
      uses.add(running);
      requests.add(request("Bash", input, running).and("agent_id", agent));
    }
    List<Fields> verdicts = ear.ask(requests);
    var answers = new ArrayList<String>();
    for (int index = 0; index < uses.size(); index++) {
      boolean allow = isAllow(verdicts.get(index));
      mouth.used(uses.get(index), allow ? "done" : verdicts.get(index).text("message"), !allow);
      answers.add(allow ? "allowed" : "denied");
    }
    running = "";
    return String.join(" and ", answers);
  }
}
