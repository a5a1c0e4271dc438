namespace Isop.Core.Instrumenten;

/// <summary>Reads an instrument from JSON that anybody may have written: bounded in size and depth, every fault named.</summary>
public static class InstrumentReader
{
    /// <summary>Many times the largest default (about 20 KB).</summary>
    public const int MaxBytes = InstrumentJson.MaxBytes;

    /// <summary>Reads at most one byte more than <see cref="MaxBytes"/> of the stream.</summary>
    public static ValueTask<InstrumentReading> ReadAsync(Stream json, CancellationToken cancellationToken) =>
        InstrumentJson.ReadAsync(json, Read, cancellationToken);

    public static InstrumentReading Read(ReadOnlyMemory<byte> json) =>
        InstrumentJson.TryRead(json, "Een instrument", ReadInstrument, InstrumentCheck.Check, out var instrument, out var faults)
            ? new InstrumentReading.Good(instrument)
            : new InstrumentReading.Faulty(faults);

    private static Instrument? ReadInstrument(InstrumentNode node) =>
        !node.IsObjectOf("id", "versie", "naam", "standaard", "opleidingen", "leerjaren", "schaal", "modellen", "openingsvragen")
            ? null
            : new Instrument
            {
                Id = node.Text("id"),
                Versie = node.Number("versie"),
                Naam = node.Text("naam"),
                Standaard = node.Flag("standaard"),
                Opleidingen = node.List("opleidingen", n => n.AsText()),
                Leerjaren = node.List("leerjaren", n => n.AsNumber()),
                Schaal = node.List("schaal", ReadStap),
                Modellen = node.List("modellen", ReadModel),
                Openingsvragen = node.List("openingsvragen", n => n.AsText()),
            };

    private static Schaalstap ReadStap(InstrumentNode node) =>
        !node.IsObjectOf("id", "tekst", "waarde", "toelichtingNodig")
            ? new Schaalstap { Id = "", Tekst = "" }
            : new Schaalstap
            {
                Id = node.Text("id"),
                Tekst = node.Text("tekst"),
                Waarde = node.OptionalNumber("waarde"),
                ToelichtingNodig = node.Flag("toelichtingNodig"),
            };

    private static Model ReadModel(InstrumentNode node) =>
        !node.IsObjectOf("nummer", "naam", "uitleg", "groepen")
            ? new Model { Nummer = 0, Naam = "", Uitleg = "", Groepen = [] }
            : new Model
            {
                Nummer = node.Number("nummer"),
                Naam = node.Text("naam"),
                Uitleg = node.Text("uitleg"),
                Groepen = node.List("groepen", ReadGroep),
            };

    private static Groep ReadGroep(InstrumentNode node) =>
        !node.IsObjectOf("id", "naam", "uitleg", "criteria")
            ? new Groep { Id = "", Naam = "", Criteria = [] }
            : new Groep
            {
                Id = node.Text("id"),
                Naam = node.Text("naam"),
                Uitleg = node.OptionalText("uitleg"),
                Criteria = node.List("criteria", ReadCriterium),
            };

    private static Criterium ReadCriterium(InstrumentNode node) =>
        !node.IsObjectOf("id", "tekst", "tekstIk", "kijkwijzer")
            ? new Criterium { Id = "", Tekst = "", TekstIk = "" }
            : new Criterium
            {
                Id = node.Text("id"),
                Tekst = node.Text("tekst"),
                TekstIk = node.Text("tekstIk"),
                Kijkwijzer = node.OptionalText("kijkwijzer"),
            };
}
