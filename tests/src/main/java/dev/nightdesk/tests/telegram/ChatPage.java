package dev.nightdesk.tests.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A chat as a page to look at: bubbles, buttons, and beside each message of the bot whether the
/// phone rang. For people who check wording; no test reads it. Pure but for [#write].
public final class ChatPage {
  private static final String STYLE =
      """
      body { background: #d5dfe8; font: 15px/1.35 system-ui, "Noto Sans", sans-serif; width: 390px;
             margin: 0 auto; padding: 8px; }
      .message { max-width: 330px; margin: 6px 0; }
      .mine { margin-left: auto; width: fit-content; }
      .bubble { background: #fff; border-radius: 12px; padding: 7px 10px; white-space: pre-wrap;
                overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }
      .mine .bubble { background: #e4fdd0; }
      .quoted { border-left: 3px solid #3a8ad0; color: #456; font-size: 13px; padding-left: 6px;
                margin-bottom: 4px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
      .row { display: flex; gap: 4px; margin-top: 4px; }
      .button { flex: 1; background: #8aa4b8; color: #fff; border-radius: 8px; text-align: center;
                padding: 6px 2px; font-size: 13px; overflow: hidden; white-space: nowrap;
                text-overflow: ellipsis; }
      .success { background: #4caf62; } .danger { background: #d9605a; }
      .facts { color: #567; font-size: 11px; text-align: right; }
      .file { background: #eef; border-radius: 8px; padding: 6px; }
      pre { background: #f2f4f6; border-left: 3px solid #6aa; padding: 4px 6px; margin: 4px 0;
            white-space: pre-wrap; font-size: 12.5px; }
      code { font-size: 12.5px; } blockquote { border-left: 3px solid #6a8; margin: 4px 0;
            padding: 2px 6px; background: #eef7f0; }
      """;

  private ChatPage() {}

  /// The page of a chat as it is now.
  public static String of(TwinChat chat) {
    var messages = chat.messages();
    return "<!doctype html><meta charset=\"utf-8\"><style>"
        + STYLE
        + "</style>"
        + messages.stream()
            .map(message -> bubble(message, messages))
            .collect(Collectors.joining("\n"));
  }

  /// Puts the page into a file; its folder is made.
  public static void write(TwinChat chat, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, of(chat));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bubble(ShownMessage message, List<ShownMessage> all) {
    var page = new StringBuilder("<div class=\"message");
    page.append(message.fromBot() ? "" : " mine").append("\"><div class=\"bubble\">");
    all.stream()
        .filter(other -> message.replyTo() != null && other.id() == message.replyTo())
        .forEach(other ->
            page.append("<div class=\"quoted\">").append(escaped(other.text())).append("</div>"));
    var file = message.file();
    if (file != null) {
      page.append("<div class=\"file\">📄 ").append(escaped(file.name())).append(" · ");
      page.append(file.bytes().size()).append(" bytes</div>");
    }
    page.append(message.html().isEmpty() ? escaped(message.text()) : message.html());
    page.append("<div class=\"facts\">").append(facts(message)).append("</div></div>");
    message.rows().forEach(row -> buttons(row, page));
    return page.append("</div>").toString();
  }

  private static String facts(ShownMessage message) {
    var thread = message.thread() == 0 ? "" : "topic " + message.thread() + " · ";
    var edits = message.edits() == 0 ? "" : "edited " + message.edits() + " · ";
    var rang = !message.fromBot() ? "" : message.silent() ? "🔕 · " : "🔔 · ";
    return thread + edits + rang + "#" + message.id();
  }

  private static void buttons(List<ShownMessage.ShownButton> row, StringBuilder page) {
    page.append("<div class=\"row\">");
    for (var button : row) {
      page.append("<div class=\"button ").append(escaped(button.style())).append("\">");
      page.append(escaped(button.label())).append("</div>");
    }
    page.append("</div>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
