package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;

/**
 * What became of a host when it was asked for its status.
 *
 * @param host name and port
 * @param device what it says of itself; empty when it does not answer
 * @param failure why it does not, in plain words; empty when it does
 */
public record HostStatus(String host, Optional<Device> device, String failure) {

    /**
     * A device that works. A make without the command for it says neither.
     *
     * @param firmware for people
     * @param keys how many keys it holds
     */
    public record Device(String firmware, int keys) {

        /** Number of keys only. */
        @Override
        public String toString() {
            return "Device(" + keys + ")";
        }
    }

    /** Whether it answers. */
    @Override
    public String toString() {
        return "HostStatus(" + (device.isPresent() ? "answers" : "does not answer") + ")";
    }

    static HostStatus of(HostClient client, HostPool pool) {
        List<InventoryCalls.Status> answers = new ArrayList<>();
        try {
            if (!client.cluster().table().operations().contains(HostOperation.STATUS)) {
                client.cluster().attempt(pool, HostOperation.STATUS, conversation -> {});
                return new HostStatus(pool.name(), Optional.of(new Device("", 0)), "");
            }
            HostCommand command = client.command(HostOperation.STATUS);
            client.cluster()
                    .attempt(
                            pool,
                            HostOperation.STATUS,
                            conversation -> conversation.ask(
                                    command,
                                    client.encoded(command, HostFields.NONE),
                                    answer -> answers.add(
                                            HostAnswers.checked(command, InventoryCalls.STATUS.answered(), answer))));
            InventoryCalls.Status status = answers.get(0);
            return new HostStatus(pool.name(), Optional.of(new Device(status.firmware(), status.keys())), "");
        } catch (LostConnectionException | SecurityModuleException failed) {
            return new HostStatus(pool.name(), Optional.empty(), String.valueOf(failed.getMessage()));
        }
    }
}
