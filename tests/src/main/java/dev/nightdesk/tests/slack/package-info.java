/// A twin of Slack: a server of our own on the loopback interface that speaks the Web API, Socket
/// Mode and the signed requests of HTTP mode, as strictly as the real one, and that can be told to
/// fail in all the ways it does. It knows nothing of Nightdesk; its limits, names and errors are
/// the ones of docs.slack.dev. Start at [SlackTwin], talk through [SlackPerson], look at what came
/// of it in [SlackChannel].
@NullMarked
package dev.nightdesk.tests.slack;

import org.jspecify.annotations.NullMarked;
