package org.cardwright.crypto.hostcommand;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.module.ModuleCondition;

/** How the hosts do, and which operations their table has commands for; nothing is tried, because a device keeps what it makes. */
final class HostCondition implements ModuleCondition {

    private final HostClient client;

    HostCondition(HostClient client) {
        this.client = client;
    }

    @Override
    public List<Device> devices() {
        return client.cluster().pools().stream().map(this::device).toList();
    }

    private Device device(HostPool pool) {
        HostStatus status = HostStatus.of(client, pool);
        String description = status.device()
                .map(device -> device.firmware() + ", " + device.keys() + " keys")
                .orElse("");
        boolean works = status.device().isPresent();
        return new Device(pool.name(), description, works, pool.since(), works ? pool.lastFault() : status.failure());
    }

    @Override
    public List<Trial> trials() {
        return Arrays.stream(HostOperation.values()).map(this::trial).toList();
    }

    private Trial trial(HostOperation operation) {
        HostCommandTable table = client.cluster().table();
        boolean has = table.operations().contains(operation);
        return new Trial(
                operation.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                has ? table.command(operation).code() : "",
                has ? "in the table" : "not in the table");
    }
}
