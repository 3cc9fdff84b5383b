package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.adapters.text.Visible;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.sessions.AgentEvent.AskedPermission;
import dev.nightdesk.sessions.AgentEvent.AskedPlan;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// What an open request looks like, and what is left of it when it is settled.
final class RequestFaces {
  /// Of a tool's arguments; the rest is counted, and the whole is in the agent's journal (PERM-13).
  static final int MAX_ARGUMENTS = 2_400;

  private static final int MAX_SETTLED_ARGUMENTS = 300;
  private static final int MAX_PLAN = 3_000;

  /// Of what an agent says a tool is for.
  static final int MAX_DESCRIPTION = 300;

  private static final int MAX_REASON = 200;
  private static final int MAX_RULES = 500;
  private static final int MAX_DIRECTORY = 200;
  private static final int MAX_TOOL = 100;
  private static final int BRIEF_UNITS = 120;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private RequestFaces() {}

  /// One line for boards.
  static String brief(Request request) {
    return switch (request.ask()) {
      case AskedPermission asked ->
          Words.cut("allow " + asked.tool() + "? " + plain(asked.description()), BRIEF_UNITS);
      case AskedQuestion asked ->
          Words.cut(asked.questions().get(current(request)).text(), BRIEF_UNITS);
      case AskedPlan _ -> "a plan to approve";
    };
  }

  static Face open(Session session, Request request, Draft draft) {
    var blocks = new ArrayList<Block>();
    var buttons = new ArrayList<Button>();
    switch (request.ask()) {
      case AskedPermission asked -> permission(session, request, asked, draft, blocks, buttons);
      case AskedQuestion asked -> question(session, request, asked, draft, blocks, buttons);
      case AskedPlan asked -> plan(session, request, asked, draft, blocks, buttons);
    }
    return new Face(Tone.NEEDS_INPUT, blocks, buttons);
  }

  static Face settled(Session session, Request request, Request.Settled how) {
    var blocks = new ArrayList<Block>();
    String tool =
        request.ask() instanceof AskedPermission asked ? Visible.text(asked.tool()) + " · " : "";
    blocks.add(new Block.Title(mark(how) + " " + tool + session.origin().name()));
    blocks.add(subject(session, request));
    String who = how.by().isEmpty() ? "" : " by " + how.by();
    blocks.add(new Block.Note(how.words() + who + " · " + clock(how) + " · " + session.shortId()));
    return new Face(Tone.PLAIN, blocks, List.of());
  }

  /// A card that asked for words which are no longer wanted, or came.
  static Face forgotten(String words) {
    return new Face(Tone.PLAIN, List.of(new Block.Note(words)), List.of());
  }

  /// For who comes late (PEEK-11).
  static String already(Request.Settled how) {
    String who = how.by().isEmpty() ? "" : " by " + how.by();
    return "Already settled" + who + " at " + clock(how) + ": " + how.words();
  }

  /// For words that were on their way meanwhile.
  static String tooLate(Request.Settled how) {
    return already(how)
        + ". Your words were not sent. Send them again if you mean something else by them.";
  }

  private static String clock(Request.Settled how) {
    return CLOCK.format(how.at());
  }

  private static String mark(Request.Settled how) {
    return switch (how.how()) {
      case ANSWERED -> how.verdict() instanceof Request.Verdict.Deny ? "✋" : "☑";
      case WITHDRAWN, LOST -> "∅";
    };
  }

  private static Block subject(Session session, Request request) {
    return switch (request.ask()) {
      case AskedPermission asked ->
          new Block.Code(
              language(asked), Excerpt.headAndTail(arguments(asked), MAX_SETTLED_ARGUMENTS));
      case AskedQuestion asked -> {
        var lines = new ArrayList<String>();
        for (int i = 0; i < asked.questions().size(); i++) {
          var chosen = request.picks().get(i).chosen();
          lines.add(
              asked.questions().get(i).text()
                  + (chosen.isEmpty() ? "" : " → " + String.join(", ", chosen)));
        }
        yield new Block.Text(String.join("\n", lines));
      }
      case AskedPlan asked ->
          new Block.Text("The plan: " + Words.cut(plain(plan(session, asked)), BRIEF_UNITS));
    };
  }

  private static String arguments(AskedPermission asked) {
    boolean shownWhole = asked.description().length() <= MAX_DESCRIPTION;
    return plain(Arguments.laidOut(asked.input(), shownWhole ? asked.description() : ""));
  }

  /// Nothing hidden in it, and no secret.
  private static String plain(String text) {
    return Visible.masked(Visible.text(text));
  }

  /// A plan may stand in what was said before it.
  private static String plan(Session session, AskedPlan asked) {
    return asked.plan().isBlank() ? session.turn().said() : asked.plan();
  }

  private static void permission(
      Session session,
      Request request,
      AskedPermission asked,
      Draft draft,
      List<Block> blocks,
      List<Button> buttons) {
    blocks.add(
        new Block.Title(
            "❓ Allow "
                + Words.cut(Visible.text(asked.tool()), MAX_TOOL)
                + "? · "
                + session.origin().name()));
    blocks.add(
        new Block.Code(language(asked), Excerpt.headAndTail(arguments(asked), MAX_ARGUMENTS)));
    if (!asked.description().isBlank()) {
      blocks.add(new Block.Text(Words.cut(plain(asked.description()), MAX_DESCRIPTION)));
    }
    if (asked.reason() != null && !asked.reason().isBlank()) {
      blocks.add(new Block.Note(Words.cut(plain(asked.reason()), MAX_REASON)));
    }
    var rules = asked.rules().stream().map(rule -> plain(rule.words())).toList();
    if (!rules.isEmpty()) {
      blocks.add(
          new Block.Note(
              isShown(rules)
                  ? "“Always” would allow: " + String.join(", ", rules)
                  : "“Always” is not offered: the rules it would set are too long to be shown."));
    }
    String helper = asked.subagent() == null ? "" : "a helper of it asks · ";
    blocks.add(
        whose(session, helper + "in " + Excerpt.headAndTail(directory(session), MAX_DIRECTORY)));
    buttons.add(draft.button("Allow once", Button.Style.GO, new Action.AllowOnce(request.id())));
    if (!asked.rules().isEmpty() && isShown(rules)) {
      buttons.add(
          draft.button(
              "Always in this session",
              Button.Style.NEUTRAL,
              new Action.AllowInSession(request.id())));
    }
    buttons.add(draft.button("Deny", Button.Style.STOP, new Action.Deny(request.id())));
    buttons.add(
        draft.button(
            "Deny and say why",
            Button.Style.STOP,
            new Action.DenyWhy(request.id()),
            Button.Use.WORDS));
  }

  /// Nobody sets a rule they could not read.
  private static boolean isShown(List<String> rules) {
    return String.join(", ", rules).length() <= MAX_RULES;
  }

  private static String language(AskedPermission asked) {
    return asked.tool().equals("Bash") ? "bash" : "";
  }

  private static String directory(Session session) {
    var directory = session.workplace().directory();
    return directory == null ? session.workplace().repo() : directory;
  }

  private static Block whose(Session session, String more) {
    return new Block.Note(session.shortId() + (more.isEmpty() ? "" : " · " + more));
  }

  private static int current(Request request) {
    return Math.min(request.openQuestion(), Math.max(0, request.picks().size() - 1));
  }

  private static void question(
      Session session,
      Request request,
      AskedQuestion asked,
      Draft draft,
      List<Block> blocks,
      List<Button> buttons) {
    int index = current(request);
    var question = asked.questions().get(index);
    String part =
        asked.questions().size() > 1 ? " · " + (index + 1) + " of " + asked.questions().size() : "";
    blocks.add(new Block.Title("❓ " + session.origin().name() + part));
    blocks.add(new Block.Text(Visible.text(question.text())));
    var chosen = request.picks().get(index).chosen();
    var lines = new ArrayList<String>();
    for (int i = 0; i < question.options().size(); i++) {
      var option = question.options().get(i);
      boolean picked = chosen.contains(option.label());
      String box = question.multiSelect() ? (picked ? "☑ " : "☐ ") : "";
      lines.add(
          (i + 1)
              + ". "
              + box
              + Visible.text(option.label())
              + (option.description().isBlank() ? "" : " — " + Visible.text(option.description())));
      buttons.add(
          draft.button(
              (question.multiSelect() ? box : (i + 1) + " · ") + Visible.text(option.label()),
              Button.Style.NEUTRAL,
              new Action.Pick(request.id(), index, i),
              !question.multiSelect() ? null : picked ? Button.Use.CHOSEN : Button.Use.OPEN));
    }
    blocks.add(new Block.Text(String.join("\n", lines)));
    blocks.add(
        whose(
            session,
            question.multiSelect()
                ? "choose as many as you like, then Done"
                : "press a button, or reply with a number or your own words"));
    if (question.multiSelect()) {
      buttons.add(draft.button("Done", Button.Style.GO, new Action.PicksDone(request.id(), index)));
    }
    buttons.add(
        draft.button(
            "Other…",
            Button.Style.NEUTRAL,
            new Action.OwnWords(request.id(), index),
            Button.Use.WORDS));
  }

  private static void plan(
      Session session,
      Request request,
      AskedPlan asked,
      Draft draft,
      List<Block> blocks,
      List<Button> buttons) {
    blocks.add(new Block.Title("❓ A plan to approve · " + session.origin().name()));
    blocks.add(new Block.Markdown(Excerpt.headAndTail(plain(plan(session, asked)), MAX_PLAN)));
    blocks.add(whose(session, ""));
    buttons.add(draft.button("Go ahead", Button.Style.GO, new Action.ApprovePlan(request.id())));
    buttons.add(
        draft.button(
            "Keep planning",
            Button.Style.NEUTRAL,
            new Action.KeepPlanning(request.id()),
            Button.Use.WORDS));
  }
}
