package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.MachineShift;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.PlasticCheck;
import org.cardwright.jobs.wiring.PlasticsLine;
import org.cardwright.jobs.wiring.VirtualHeads;
import org.cardwright.machine.bureau.ChipHead;
import org.cardwright.machine.bureau.FolderMachine;
import org.cardwright.machine.bureau.JobFiles;
import org.cardwright.machine.bureau.LaserMachine;
import org.cardwright.machine.bureau.PlasticCamera;
import org.cardwright.machine.bureau.PlasticReader;
import org.cardwright.machine.bureau.Trays;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.StationJobs;

/** All machines of a bureau, each behind its real station. */
final class BureauRooms implements AutoCloseable {

    private final Works works;
    private final BureauTerms terms;
    private final StationJobs jobs;
    private final LaserMachine laser;
    private final PlasticCheck check;
    private final List<ChipHead> heads = new ArrayList<>();
    private final List<Working> rooms = new ArrayList<>();
    private final List<MachineShift> shifts = new ArrayList<>();
    private final Envelopes envelopes;
    private final PlasticsLine plastics;
    private final BureauMachines plan;
    private final MachinesOfHome machines;
    private final ChipRoom chips;

    /**
     * For what the machines work.
     *
     * @param home with its keys
     * @param production of its ledger
     * @param group cards of one product and plastic
     * @param cards of the batch
     * @param floor where plastics lie
     * @param machinery of the machines
     */
    record Works(
            OpenedHome home,
            ChipProduction production,
            GroupOfBatch group,
            MachineCards cards,
            Floor floor,
            BureauMachinery machinery) {

        /** Every card of the group. */
        List<Long> all() {
            return cards.of(group.group().name());
        }
    }

    /** A room at work; says how much it has done. */
    private interface Working {
        int work() throws IOException;
    }

    BureauRooms(Works works, BureauTerms terms, BureauMachines plan) throws IOException {
        this.works = works;
        this.terms = terms;
        this.jobs = works.production.stations().jobs();
        this.plan = plan;
        works.floor.rooms(plan.rooms());
        PlasticCamera camera = new PlasticCamera(BureauTerms.VISION, terms.faults(), terms.pace(BureauTerms.VISION));
        List<ByteString> aids = VirtualHeads.aids(works.home, works.group);
        TestStock stock = new TestStock(works.group.recipe(), aids, random());
        PlasticsLine.Cameras cameras = head -> works.machinery.camera(camera.before((ChipHead) head));
        this.plastics = new PlasticsLine(works.home, new PlasticsLine.Stand(stock.lot(), terms.attempts(), cameras));
        this.chips = new ChipRoom(
                new ChipRoom.Place(jobs, chipPlan(), works.floor, works.machinery),
                camera,
                terms.pace(BureauTerms.CHIPS));
        for (int i = 1; i <= terms.stand(BureauTerms.CHIPS).machines(); i++) {
            heads.add(new ChipHead("head " + i, terms.faults(), stock));
        }
        this.check = new PlasticCheck(works.cards);
        this.envelopes = new Envelopes(works.floor.trays(BureauTerms.INSERTING), check, new PlasticReader(aids));
        // from here on something listens: nothing but files can fail any more, and close() ends it
        this.laser = new LaserMachine(
                BureauTerms.ENGRAVING,
                terms.faults(),
                terms.pace(BureauTerms.ENGRAVING),
                new LaserMachine.Work(trays(BureauTerms.ENGRAVING), works.machinery::engraved));
        this.machines = machines();
        plan.rooms().forEach(room -> rooms.add(room(room)));
    }

    private MachinesOfHome machines() throws IOException {
        boolean read = false;
        try {
            MachinesOfHome made = plan.machines(laser.port());
            read = true;
            return made;
        } finally {
            if (!read) {
                close();
            }
        }
    }

    private Working room(String room) {
        return switch (room) {
            case BureauTerms.EMBOSSING -> folder(room, JobFiles::embossing, trays(room))::work;
            case BureauTerms.ENCODING -> folder(room, JobFiles::encoding, trays(room))::work;
            case BureauTerms.ENGRAVING -> new LaserRoom(works.floor, shift(machines.machine("laser-1")), laser)::work;
            case BureauTerms.CHIPS -> this::atHeads;
            default -> folder(room, JobFiles::handling, works.machinery.trays(room, envelopes))::work;
        };
    }

    private Trays trays(String room) {
        return works.machinery.trays(room, works.floor.trays(room));
    }

    private FolderRoom folder(String room, JobFiles.Firmware sound, Trays trays) {
        FolderRoom made = new FolderRoom(works.floor);
        boolean spoils = !room.equals(BureauTerms.INSERTING);
        FolderMachine.Work work = new FolderMachine.Work(works.machinery.firmware(room, sound), trays, spoils);
        machines.machines().values().stream()
                .filter(machine -> machine.route().room().equals(room))
                .sorted(Comparator.comparing(MachineDefinition::name))
                .forEach(machine ->
                        made.add(shift(machine), new FolderMachine(machine, work, terms.faults(), terms.pace(room))));
        return made;
    }

    /** One for the whole life of a machine: it reads on where it ended. */
    private MachineShift shift(MachineDefinition machine) {
        MachineShift shift = new MachineShift(jobs, machine, machines.rooms(), works.cards);
        shifts.add(shift);
        return shift;
    }

    private StationJobs.Plan chipPlan() {
        int place = plan.rooms().indexOf(BureauTerms.CHIPS);
        Optional<String> before =
                place == 0 ? Optional.empty() : Optional.of(plan.rooms().get(place - 1));
        return new StationJobs.Plan(
                works.cards.batch(),
                "chip-heads",
                works.group.product().hash().toHex(),
                works.group.group().name(),
                new StationJobs.Room(BureauTerms.CHIPS, before, plan.rooms().get(0), terms.attempts()));
    }

    private int atHeads() throws IOException {
        return chips.work(
                works.group,
                works.machinery.asked(works.all()),
                new ChipRoom.Line(plastics, works.production, List.copyOf(heads), chips.meter()));
    }

    /** Every room once, in order; 0 when there was nothing to do. */
    int wave() throws IOException {
        int done = 0;
        for (Working room : rooms) {
            done += room.work();
        }
        return done;
    }

    BureauBalance balance() throws IOException {
        int loads = heads.stream().mapToInt(ChipHead::loads).sum();
        return BureauBalance.of(
                new BureauBalance.Books(works, plan.rooms(), terms.attempts(), loads),
                envelopes.wrong(),
                plastics.sheet(works.group, works.production));
    }

    BureauReport.Software software() {
        return chips.software();
    }

    /** Chips whose numbers follow from the seed. */
    private SecureRandom random() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(terms.faults().seed());
            return random;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA1PRNG", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        heads.forEach(ChipHead::close);
        try (check) {
            for (MachineShift shift : shifts) {
                shift.close();
            }
            laser.close();
        }
    }
}
