package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Drop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright drops}: what became of every file that issuers dropped. */
@Command(name = "drops", description = "Lists the files that issuers dropped and what became of each.")
public final class DropsCommand implements Callable<Integer> {

    private static final int SHOWN_DIGITS = 16;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--issuer", paramLabel = "NAME", description = "Only those of this issuer.")
    private @Nullable String issuer;

    @Option(names = "--open", description = "Only those that are not over.")
    private boolean open;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            List<Drop> drops = installation.pipeline().drops().journal().list(Optional.ofNullable(issuer)).stream()
                    .filter(drop -> !open || !drop.state().isOver())
                    .toList();
            if (json.asked()) {
                Map<String, Object> members = LedgerStructure.object();
                members.put("drops", drops.stream().map(DropsCommand::structure).toList());
                return json.print("done", ExitCode.DONE, members);
            }
            print(drops);
            return ExitCode.DONE;
        }
    }

    private static Map<String, Object> structure(Drop drop) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("drop", drop.number());
        members.put("issuer", drop.of().issuer());
        members.put("file", drop.of().name());
        members.put("bytes", drop.of().bytes());
        members.put("sha256", drop.of().sha256());
        members.put("state", state(drop));
        members.put("reason", drop.reason());
        members.put("batch", drop.batch());
        members.put("taken_at", drop.time().takenAt());
        members.put("ended_at", drop.time().endedAt());
        return members;
    }

    private static String state(Drop drop) {
        return drop.state().name().toLowerCase(Locale.ROOT);
    }

    private void print(List<Drop> drops) {
        TextTable table = new TextTable("drop", "issuer", "file", "bytes", "taken at", "state", "batch", "reason");
        for (Drop drop : drops) {
            String batch = drop.batch();
            table.row(
                    drop.number(),
                    drop.of().issuer(),
                    drop.of().name(),
                    drop.of().bytes(),
                    drop.time().takenAt(),
                    state(drop),
                    batch.substring(0, Math.min(SHOWN_DIGITS, batch.length())),
                    drop.reason());
        }
        table.print(spec.commandLine().getOut());
    }
}
