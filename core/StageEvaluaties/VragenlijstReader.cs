using Isop.Core.Instrumenten;

namespace Isop.Core.StageEvaluaties;

/// <summary>What reading a vragenlijst came to.</summary>
public abstract record VragenlijstReading
{
    private VragenlijstReading()
    {
    }

    public sealed record Good(Vragenlijst Vragenlijst) : VragenlijstReading;

    /// <summary>Every fault that was found; there is at least one.</summary>
    public sealed record Faulty(IReadOnlyList<InstrumentFault> Faults) : VragenlijstReading;
}

/// <summary>Reads a vragenlijst from JSON that anybody may have written: bounded in size and depth, every fault named.</summary>
public static class VragenlijstReader
{
    /// <summary>Many times the largest default (about 5 KB).</summary>
    public const int MaxBytes = InstrumentJson.MaxBytes;

    /// <summary>Reads at most one byte more than <see cref="MaxBytes"/> of the stream.</summary>
    public static ValueTask<VragenlijstReading> ReadAsync(Stream json, CancellationToken cancellationToken) =>
        InstrumentJson.ReadAsync(json, Read, cancellationToken);

    public static VragenlijstReading Read(ReadOnlyMemory<byte> json) =>
        InstrumentJson.TryRead(json, "Een vragenlijst", ReadVragenlijst, VragenlijstCheck.Check, out var vragenlijst, out var faults)
            ? new VragenlijstReading.Good(vragenlijst)
            : new VragenlijstReading.Faulty(faults);

    private static Vragenlijst? ReadVragenlijst(InstrumentNode node) =>
        !node.IsObjectOf("id", "versie", "naam", "standaard", "opleidingen", "stappen", "onderdelen", "openVragen")
            ? null
            : new Vragenlijst
            {
                Id = node.Text("id"),
                Versie = node.Number("versie"),
                Naam = node.Text("naam"),
                Standaard = node.Flag("standaard"),
                Opleidingen = node.List("opleidingen", n => n.AsText()),
                Stappen = node.List("stappen", n => n.AsText()),
                Onderdelen = node.List("onderdelen", ReadOnderdeel),
                OpenVragen = node.List("openVragen", ReadOpenVraag),
            };

    private static Onderdeel ReadOnderdeel(InstrumentNode node) =>
        !node.IsObjectOf("id", "naam", "over", "uitleg", "stellingen")
            ? new Onderdeel { Id = "", Naam = "", Over = default, Stellingen = [] }
            : new Onderdeel
            {
                Id = node.Text("id"),
                Naam = node.Text("naam"),
                Over = node.Choice<Onderwerp>("over"),
                Uitleg = node.OptionalText("uitleg"),
                Stellingen = node.List("stellingen", ReadStelling),
            };

    private static Stelling ReadStelling(InstrumentNode node) =>
        !node.IsObjectOf("id", "tekst", "kort", "norm")
            ? new Stelling { Id = "", Tekst = "", Kort = "" }
            : new Stelling
            {
                Id = node.Text("id"),
                Tekst = node.Text("tekst"),
                Kort = node.Text("kort"),
                Norm = node.OptionalFraction("norm"),
            };

    private static OpenVraag ReadOpenVraag(InstrumentNode node) =>
        !node.IsObjectOf("id", "tekst", "uitleg")
            ? new OpenVraag { Id = "", Tekst = "" }
            : new OpenVraag
            {
                Id = node.Text("id"),
                Tekst = node.Text("tekst"),
                Uitleg = node.OptionalText("uitleg"),
            };
}
