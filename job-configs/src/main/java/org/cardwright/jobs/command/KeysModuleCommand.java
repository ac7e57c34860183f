package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.ModuleCondition;
import org.cardwright.jobs.wiring.OpenedHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys module}: is every device of the security module there, and what can it do? */
@Command(
        name = "module",
        description = "Asks every device of the security module how it does; ends with 75 when one does not work.")
final class KeysModuleCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--probe",
            description = "Also tries every operation with throw-away keys, and prints what works on all devices.")
    private boolean probe;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            Custody custody = installation.module().inventory().custody();
            ModuleCondition condition = installation.module().condition();
            Findings found = new Findings(custody, condition.devices(), probe ? condition.trials() : List.of());
            return json.asked() ? printJson(found) : print(found);
        }
    }

    /** What the module said. */
    private record Findings(Custody custody, List<ModuleCondition.Device> devices, List<ModuleCondition.Trial> trials) {

        int exitCode() {
            return devices.stream().allMatch(ModuleCondition.Device::works) ? ExitCode.DONE : ExitCode.TRY_AGAIN;
        }

        String custodyName() {
            return custody.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private int printJson(Findings found) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("custody", found.custodyName());
        members.put(
                "devices",
                found.devices().stream().map(KeysModuleCommand::device).toList());
        if (probe) {
            members.put(
                    "trials",
                    found.trials().stream().map(KeysModuleCommand::trial).toList());
        }
        return json.print(found.exitCode() == ExitCode.DONE ? "well" : "not well", found.exitCode(), members);
    }

    private static Map<String, Object> device(ModuleCondition.Device device) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("device", device.name());
        members.put("description", device.description());
        members.put("works", device.works());
        members.put("since", device.since());
        members.put("last_fault", device.lastFault());
        return members;
    }

    private static Map<String, Object> trial(ModuleCondition.Trial trial) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("operation", trial.operation());
        members.put("mechanism", trial.mechanism());
        members.put("result", trial.result());
        return members;
    }

    private int print(Findings found) {
        spec.commandLine().getOut().println("custody: " + found.custodyName());
        if (found.devices().isEmpty()) {
            spec.commandLine().getOut().println("the module has no device; it is all in this process");
            return found.exitCode();
        }
        TextTable devices = new TextTable("device", "it says", "works", "since", "last fault");
        found.devices()
                .forEach(device -> devices.row(
                        device.name(),
                        device.description(),
                        device.works() ? "yes" : "no",
                        device.since(),
                        device.lastFault()));
        devices.print(spec.commandLine().getOut());
        if (probe) {
            TextTable trials = new TextTable("operation", "mechanism", "result");
            found.trials().forEach(trial -> trials.row(trial.operation(), trial.mechanism(), trial.result()));
            trials.print(spec.commandLine().getOut());
        }
        return found.exitCode();
    }
}
