package org.cardwright.jobs.secrets;

/** What may be read in a log of machines; as in {@link MayShow}. */
final class MayShowAtMachines {

    static final String COMPONENTS = """
            # definitions of machines, and what a machine calls a card, an error or a plastic
            JobCard: reference
            PlacedText: name from
            PlacedText.Spot: font
            ContainedText: text in ignoring
            CpxLanguage.Line: suffix
            Tracks: digits markOfThird
            XpsLanguage.Marks: escape card
            OpenCardLanguage: cardLayout stock
            LaserLanguage.Document: layout template root id
            LaserLanguage.Moves: before good reject
            CardCommands.Command: name
            XmlElements.Element: tag
            ReadJob.Item: what where
            FixedLanguage: end
            DelimitedLanguage.Marks: delimiter end
            MailerLanguage: delimiter
            MailerLanguage.Printed: symbol
            PlacedText.Width: fill
            MachineDefinition: name
            MachineDefinition.Route: room after groups
            Delivery.HotFolder: suffix
            Delivery.Wire: host segment
            Delivery.Place: group
            ResultForm: suffix delimiter end
            ResultForm.Words: ok reject
            CardAnswer: reference error plastic
            MachineJob: name
            MachineRooms: before
            # jobs and cards at stations: names of our own, machines and rooms, codes, people who decided
            StationJob: name sha256
            StationJob.Of: batch room machine definition group
            StationJob.Time: begunAt endedAt
            StationCard: job decidedBy endedAt
            StationCard.Of: batch room chain
            StationCard.Said: error plastic
            StationJobs.Plan: batch machine definition group
            StationJobs.Room: name after chain
            StationDesk.At: batch room reference
            StationDesk.Spoken: reason
            StationSheet.Line: room
            StationStanding: room
            StationTable.SealedRow: code
            MachineShift.Ended: machine waiting stopped
            MachineCards.Place: batch chips
            MachineCards.Hands: operator
            MachineReport: orders requests
            MachinesOfHome: machines
            # what two versions of a profile do otherwise: places of a record, public values; countries of a grid
            GridDifference: ownOfCards
            GridDifference.Changed: what before after
            GridTerms.Country: code currency
            # a simulated bureau: stations, faults, names of plastics and orders
            FaultPlan.At: machine
            Visit: station job
            StationTimes: station
            FolderMachine.Answer: text
            FolderMachine.Row: plastic error
            BureauTerms: product stands
            BureauBalance: cards names differences
            BureauBalance.Line: room
            BureauBalance.Books: rooms
            # answers to issuers: orders as the issuer wants them shown, chips, stations
            AnsweredCard: order
            AnsweredCard.Chip: keyData number station head
            AnsweredCard.Made: begunAt endedAt
            ResponseHead: batch issuer
            ResponseOrders.Held: order reason
            ResponseOrders.Remade: order request
            """;

    private MayShowAtMachines() {}
}
