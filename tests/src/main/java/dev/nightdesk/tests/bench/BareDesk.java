package dev.nightdesk.tests.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bare bot does where there are threads: the first task gets the only agent and a thread;
/// of every other one a card says that it waits, until somebody stops it.
abstract class BareDesk {
  private static final String STOP = "stop";

  private final List<String> command;
  private @Nullable BareAgent agent;

  BareDesk(List<String> command) {
    this.command = command;
  }

  /// A message of ours.
  record Post(String place, String id) {}

  /// @param label of its button; without one when it is empty
  abstract Post post(String place, String text, String label, String value) throws Exception;

  abstract void edit(Post post, String text, String label, String value) throws Exception;

  /// Opens a thread and returns its place.
  abstract String thread(Post under, String name) throws Exception;

  final void task(String place, String text) throws Exception {
    if (agent != null) {
      post(place, "Queued · " + text, "Stop", STOP);
      return;
    }
    var card = post(place, "Working · " + text, "", "");
    var talk = new Talk(thread(card, text), card);
    agent = BareAgent.start(command, talk);
    agent.prompt(text);
  }

  final void reply(String text) throws Exception {
    if (agent != null) {
      agent.prompt(text);
    }
  }

  final void pressed(Post post, String value) throws Exception {
    if (value.equals(STOP)) {
      edit(post, "Stopped", "", "");
    } else if (agent != null) {
      agent.allow(value);
    }
  }

  private final class Talk implements BareAgent.Owner {
    private final String place;
    private Post shown;

    Talk(String place, Post card) {
      this.place = place;
      this.shown = card;
    }

    @Override
    public void said(String text) throws Exception {
      shown = post(place, text, "", "");
    }

    @Override
    public void asked(String request) throws Exception {
      edit(shown, "Needs input " + request, "Allow once", request);
    }
  }
}
