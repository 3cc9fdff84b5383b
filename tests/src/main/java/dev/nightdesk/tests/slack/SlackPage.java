package dev.nightdesk.tests.slack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A channel as a page to look at: messages, buttons, threads under their roots, and beside each
/// message of the bot whom it rang. For people who check wording; no test reads it. Pure but for
/// [#write].
public final class SlackPage {
  private static final String STYLE =
      """
      body { background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Noto Sans", sans-serif;
             width: 640px; margin: 0 auto; padding: 8px; }
      h1 { font-size: 17px; border-bottom: 1px solid #ddd; padding-bottom: 8px; }
      .message { display: flex; gap: 8px; margin: 10px 0; }
      .face { width: 36px; height: 36px; border-radius: 6px; background: #4a154b; color: #fff;
              text-align: center; line-height: 36px; font-weight: bold; flex: none; }
      .person .face { background: #2bac76; }
      .name { font-weight: bold; } .app { background: #e8e8e8; font-size: 10px; padding: 1px 3px;
              border-radius: 2px; margin-left: 4px; }
      .facts { color: #616061; font-size: 11.5px; margin-left: 6px; }
      .replies { margin-left: 44px; border-left: 2px solid #eee; padding-left: 10px; }
      .whisper { background: #f8f8f8; } .text { overflow-wrap: anywhere; }
      .words { white-space: pre-wrap; margin: 2px 0; }
      .header { font-size: 18px; font-weight: bold; } .context { color: #616061; font-size: 13px; }
      .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0; }
      .button { border: 1px solid #bbb; border-radius: 4px; padding: 4px 12px; font-weight: bold;
                font-size: 14px; }
      .primary { background: #007a5a; color: #fff; border-color: #007a5a; }
      .danger { background: #e01e5a; color: #fff; border-color: #e01e5a; }
      .file { border: 1px solid #ddd; border-radius: 8px; padding: 8px; margin-top: 4px; }
      .reaction { background: #eef; border-radius: 10px; padding: 1px 8px; font-size: 12px; }
      hr { border: 0; border-top: 1px solid #ddd; }
      """;

  private SlackPage() {}

  /// The page of a channel as it is now.
  public static String of(SlackChannel channel) {
    var all = channel.messages();
    var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><style>");
    page.append(STYLE).append("</style><h1># ").append(escaped(channel.name())).append("</h1>");
    for (var message : all) {
      if (message.thread().isEmpty() || message.broadcast()) {
        page.append(message(channel, message));
        page.append(replies(channel, all, message));
      }
    }
    channel.whispers().forEach(whisper -> page.append(message(channel, whisper)));
    return page.toString();
  }

  /// Puts the page into a file; its folder is made.
  public static void write(SlackChannel channel, Path file) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, of(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String replies(SlackChannel channel, List<ShownMessage> all, ShownMessage root) {
    var replies =
        all.stream()
            .filter(reply -> reply.thread().equals(root.ts()))
            .map(reply -> message(channel, reply))
            .collect(Collectors.joining("\n"));
    return replies.isEmpty() ? "" : "<div class=\"replies\">" + replies + "</div>";
  }

  private static String message(SlackChannel channel, ShownMessage message) {
    var author = message.author();
    var page = new StringBuilder("<div class=\"message");
    page.append(author.bot() ? "" : " person")
        .append(message.onlyFor().isEmpty() ? "" : " whisper");
    page.append("\"><div class=\"face\">").append(escaped(author.name().substring(0, 1)));
    page.append("</div><div class=\"text\"><span class=\"name\">").append(escaped(author.name()));
    page.append("</span>").append(author.bot() ? "<span class=\"app\">APP</span>" : "");
    page.append("<span class=\"facts\">").append(escaped(facts(message))).append("</span>");
    page.append(channel.html(message));
    for (var file : message.files()) {
      page.append("<div class=\"file\">📄 ").append(escaped(file.title())).append(" · ");
      page.append(file.bytes().size()).append(" bytes</div>");
    }
    message
        .reactions()
        .forEach(
            name -> page.append("<span class=\"reaction\">:").append(name).append(":</span> "));
    return page.append("</div></div>").toString();
  }

  private static String facts(ShownMessage message) {
    var only = message.onlyFor().isEmpty() ? "" : "only visible to " + message.onlyFor() + " · ";
    var edits = message.edits() == 0 ? "" : "changed " + message.edits() + " times · ";
    var rang =
        !message.fromBot()
            ? ""
            : message.pinged().isEmpty() ? "🔕 · " : "🔔 " + message.pinged() + " · ";
    return only + edits + rang + message.ts();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
