package org.cardwright.perso.file;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/**
 * The files of one group of cards: one product on one plastic, because a machine runs one plastic stock.
 *
 * @param group directory name
 * @param frames the channels every card of the group has, with what stands around their records
 * @param combined true when a machine wants one file of embossing records that carry the chip record as a module
 */
public record GroupFiles(String group, Map<Channel, Frame> frames, boolean combined) {

    /** Name of the file of embossing records with their chip records. */
    public static final String COMBINED_FILE_NAME = "emboss-chip.cpx";

    /**
     * What stands around the records of a file.
     *
     * @param head before the first record
     * @param foot behind the last one
     */
    public record Frame(ByteString head, ByteString foot) {
        /** Records only. */
        public static final Frame NONE = new Frame(ByteString.EMPTY, ByteString.EMPTY);
    }

    /** Copies the map and checks the names. */
    public GroupFiles {
        if (!PersoRecord.isGroup(group) || frames.isEmpty()) {
            throw new IllegalArgumentException("a group has a safe name and at least one channel");
        }
        if (combined && !(frames.containsKey(Channel.CHIP) && frames.containsKey(Channel.EMBOSS))) {
            throw new IllegalArgumentException("a combined file needs chip and embossing records");
        }
        Frame chip = frames.get(Channel.CHIP);
        if (chip != null && !chip.equals(Frame.NONE)) {
            throw new IllegalArgumentException("a chip file holds records only");
        }
        frames = Collections.unmodifiableMap(new EnumMap<>(frames));
    }

    /** What stands around the records of a channel of this group. */
    public Frame frame(Channel channel) {
        Frame frame = frames.get(channel);
        if (frame == null) {
            throw new IllegalArgumentException(group + " has no channel " + channel);
        }
        return frame;
    }
}
