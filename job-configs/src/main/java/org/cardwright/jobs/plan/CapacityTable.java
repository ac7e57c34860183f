package org.cardwright.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.plan.CapacityPlan.Resource;

/** A plan as rows of text, the same for people and for docs/capacity.md. */
public final class CapacityTable {

    /** Names of the columns of {@link #rows}. */
    public static final List<String> HEADER =
            List.of("resource", "work", "units needed", "units there", "hours with these");

    private CapacityTable() {}

    /** One row per resource that can be used up, the one that takes longest first. */
    public static List<List<String>> rows(CapacityPlan plan) {
        List<List<String>> rows = new ArrayList<>();
        for (Resource resource : plan.resources()) {
            rows.add(List.of(
                    resource.name(),
                    resource.work(),
                    CapacityPlan.number(resource.needed()),
                    CapacityPlan.number(resource.given()),
                    CapacityPlan.tenth(resource.hours())));
        }
        return rows;
    }

    /** What else the night moves. */
    public static List<String> sentences(CapacityPlan plan) {
        List<Resource> resources = plan.resources();
        return List.of(
                "security module: " + CapacityPlan.number(plan.moduleOperations()) + " operations, "
                        + CapacityPlan.number(Math.round(plan.moduleOperationsPerSecond())) + " a second",
                "database: " + CapacityPlan.gigabytes(plan.databaseBytes()) + " GB more",
                "network to the machines: " + CapacityPlan.gigabytes(plan.networkBytes()) + " GB, "
                        + CapacityPlan.tenth(plan.networkMegabits()) + " Mbit/s over the night",
                "bottleneck: " + resources.get(0).name() + "; the next one: "
                        + resources.get(1).name());
    }
}
