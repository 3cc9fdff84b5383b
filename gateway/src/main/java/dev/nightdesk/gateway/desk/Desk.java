package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import java.time.Instant;

/// Decides. Pure: the same view, happening, time and ids give the same decision; nothing is read,
/// written, waited for or thrown.
public final class Desk {
  private final DeskSettings settings;
  private final Doorkeeper doorkeeper = new Doorkeeper();
  private final Talk talk;
  private final Presses presses;
  private final Turns turns;
  private final Deeds deeds;
  private final Runs runs;
  private final Ends ends;

  public Desk(DeskSettings settings) {
    this.settings = settings;
    runs = new Runs(settings);
    var answers = new Answers();
    ends = new Ends(runs);
    var replies = new Replies(runs, answers);
    talk = new Talk(settings, doorkeeper, runs, ends, answers, replies);
    presses = new Presses(doorkeeper, talk, replies, runs, ends, answers);
    turns = new Turns(runs, ends, answers);
    deeds = new Deeds(runs, ends);
  }

  /// One happening, one decision.
  ///
  /// @param now what is known, read in the step's own transaction
  public Decision decide(DeskView now, Happening what, Instant at, Ids ids) {
    var draft = new Draft(now, at, ids, settings);
    switch (what) {
      case Happening.Came came -> came(draft, came.inbound());
      case Happening.Line line -> turns.line(draft, line);
      case Happening.Lines lines -> lines.lines().forEach(line -> turns.line(draft, line));
      case Happening.Overdue overdue -> turns.overdue(draft, overdue.line());
      case Happening.Ended ended -> deeds.ended(draft, ended);
      case Happening.Tick tick -> runs.tick(draft, tick.awakeSince());
      case Happening.Opened _ -> {
        doorkeeper.opened(draft);
        Ends.unheard(draft);
      }
      case Happening.Rebooted _ -> Ends.rebooted(draft);
      case Happening.LostQuestion lost -> ends.lostQuestion(draft, lost);
      case Happening.Stray stray ->
          Doorkeeper.tellOwners(
              draft,
              "A process runs on the machine that no session knows: "
                  + stray.what()
                  + ". Look at it, and end it if it should not be there.");
      case Happening.PlaceLost lost -> doorkeeper.lost(draft, lost);
      case Happening.Unshown unshown -> Doorkeeper.unshown(draft, unshown);
    }
    Runs.refresh(draft);
    Watches.mirror(draft);
    return draft.decision();
  }

  private void came(Draft draft, Inbound inbound) {
    switch (inbound) {
      case Inbound.Said said -> talk.said(draft, said);
      case Inbound.Pressed pressed -> presses.pressed(draft, pressed);
      case Inbound.Visited visited -> talk.visited(draft, visited);
      case Inbound.Edited edited -> talk.edited(draft, edited);
      case Inbound.Moved moved -> draft.change(new Change.MovePlace(moved.from(), moved.to()));
      case Inbound.Left left -> doorkeeper.left(draft, left.place());
      // Kept as a dead letter by the flow; there is nothing to decide.
      case Inbound.Garbled _ -> {}
    }
  }
}
