using System.Buffers;
using System.Text.Json;

namespace Isop.Core.Instrumenten;

/// <summary>Reads an instrument from JSON that anybody may have written: bounded in size and depth, every fault named.</summary>
public static class InstrumentReader
{
    /// <summary>Many times the largest default (about 20 KB).</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads at most one byte more than <see cref="MaxBytes"/> of the stream.</summary>
    public static async ValueTask<InstrumentReading> ReadAsync(Stream json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var length = await json.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes + 1), MaxBytes + 1, false, cancellationToken);
            return Read(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static InstrumentReading Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return Whole($"Dit bestand is te groot. Een instrument is hooguit {MaxBytes / 1024} kB.");
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json), Options);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Whole($"Dit is geen goede JSON, of het is te diep genest. Kijk bij regel {e.LineNumber + 1}, teken {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // A text with bytes or escapes that are no Unicode fails only when it is read.
            return Whole("Er staan tekens in die geen tekst zijn. Bewaar het bestand als UTF-8.");
        }
    }

    private static InstrumentReading Read(JsonElement root)
    {
        var faults = new List<InstrumentFault>();
        var instrument = ReadInstrument(new InstrumentNode(root, "$", faults));
        if (instrument is not null && faults.Count == 0)
        {
            faults.AddRange(InstrumentCheck.Check(instrument));
        }

        return instrument is not null && faults.Count == 0 ? new InstrumentReading.Good(instrument) : new InstrumentReading.Faulty(faults);
    }

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

    /// <summary>Editors on Windows put a byte order mark in front, which the parser would refuse.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json;

    private static InstrumentReading.Faulty Whole(string reason) => new([new InstrumentFault("$", reason)]);
}
