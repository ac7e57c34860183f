package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys derive}: the keys of a home. */
@Command(
        name = "keys",
        description = "Tries how keys of cards come from master keys, before a card is touched.",
        subcommands = {KeysDeriveCommand.class})
public final class KeysCommand {}
