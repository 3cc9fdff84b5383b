/// What every channel has to promise, in a form that any channel can be asked for. It knows the
/// language of chat and no channel in particular. Start at [ChannelRig]; the questions themselves
/// are in `ChannelAdapterContract` beside the tests.
@NullMarked
package dev.nightdesk.tests.channels;

import org.jspecify.annotations.NullMarked;
