/// What the owner wrote down: a YAML file becomes a [Config], or a list of everything wrong with
/// it. It knows the words of the other packages (roles, rates, isolation) and neither starts nor
/// opens anything but the file and the secrets it names. Start at [ConfigReader].
@NullMarked
package dev.nightdesk.gateway.config;

import org.jspecify.annotations.NullMarked;
