using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;

namespace Isop.Core.Personen;

/// <summary>What a document is to a person who is erased.</summary>
internal abstract record Spoor
{
    private Spoor()
    {
    }

    /// <summary>Does not name the person.</summary>
    public sealed record Geen : Spoor;

    /// <summary>The person's own: it goes.</summary>
    public sealed record Eigen : Spoor;

    /// <summary>Others need it too: how it reads without the person.</summary>
    public sealed record Genoemd(string Row, byte[] Body) : Spoor;
}

/// <summary>Recognises one person in documents, by the rule of their kind (<see cref="Documentsoort.Wissen"/>). Pure.</summary>
internal sealed class Herkenning
{
    private const string Gewist = "[gewist]";

    /// <summary>Where a case of the person as a student is somebody else's business only as long as there is such a case.</summary>
    private static readonly HashSet<string> FollowCases = ["tussenevaluaties", "agenda", "relais", "bezorgproblemen"];

    /// <summary>Where people type: names, addresses and numbers are looked for in every text.</summary>
    private static readonly HashSet<string> Texts =
        ["tussenevaluaties", "bezoeken", "intervisie", "begeleidingsteam", "meldingen", "bezorgingen", "bezorgproblemen", "register", "koppelingen", "sturing", "bureau", "postvak", "bevoegdheden", "kwaliteitsimpulsen"];

    private readonly Identiteit _wie;
    private readonly string _id;
    private readonly List<string> _ids;
    private readonly Regex? _words;

    public Herkenning(Identiteit wie)
    {
        _wie = wie;
        _id = wie.Id.ToString();
        _ids = [_id, .. wie.Accounts, .. wie.Gesprekken];
        List<string> words =
        [
            .. wie.Adressen.Select(a => $@"(?<![\p{{L}}\p{{N}}._%+\-]){Regex.Escape(a)}(?![\p{{L}}\p{{N}}]|[.\-][\p{{L}}\p{{N}}])"),
            .. wie.Namen.Where(n => n.Contains(' ', StringComparison.Ordinal)).Concat(wie.Telefoons.Concat(wie.Studentnummers).Where(n => n.Length > 4))
                .Select(t => $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(t)}(?![\p{{L}}\p{{N}}])"),
        ];
        _words = words.Count == 0 ? null : new Regex(
            string.Join('|', words),
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    public Spoor Of(Partition partition, Document document)
    {
        var soort = Bewaartabel.Find(partition, document.Row);
        if (soort?.Wissen == Wiswijze.Blijft)
        {
            return new Spoor.Geen();
        }

        if (IsOwnPlace(partition, document.Row))
        {
            return new Spoor.Eigen();
        }

        // What a file that was refused says about people lies packed in the document.
        var gone = soort is null or { Wissen: Wiswijze.Geheel };
        if (Parse(document.Body) is not { } body)
        {
            return NamesRow(document.Row) ? new Spoor.Eigen() : new Spoor.Geen();
        }

        var names = Mentions(body) || NamesRow(document.Row);
        if ((names && gone) || (soort is { Wissen: Wiswijze.AlsVan } && IsId(body[soort.Van])) || IsOwnDraft(partition, document.Row, body)
            || (partition.Table == "bureau" && Packed(body) is { } packed && _words?.IsMatch(packed) == true))
        {
            return new Spoor.Eigen();
        }

        if (soort?.Delen is var (list, van) && body[list] is JsonArray parts)
        {
            // What is about the person goes with her, what is about others stays.
            foreach (var part in parts.Where(p => IsId(p?[van])).ToList())
            {
                parts.Remove(part);
            }
        }

        var words = Texts.Contains(partition.Table) && _words is not null && Any(body, _words.IsMatch);
        if (partition.Table == "postvak" && words)
        {
            return new Spoor.Eigen();
        }

        return names || words ? new Spoor.Genoemd(WithoutIds(document.Row), Rewrite(body, words)) : new Spoor.Geen();
    }

    /// <summary>Whether a message or a wake is for the person, and not for another about the person's case.</summary>
    public bool IsFor(Document document) => Parse(document.Body) is { } body && (IsId(body["person"]) || IsId(body["persoon"]) || IsId(body["target"]));

    private bool IsOwnPlace(Partition partition, string row) =>
        _ids.Any(id => partition.Key.Contains(id, StringComparison.Ordinal))
        || (partition.Table == "tussenevaluaties" && (_wie.Zaken.Contains(partition.Key) || _wie.Zaken.Contains(row)))
        || (partition.Table == "postvak" && _wie.Adressen.Contains(partition.Key, StringComparer.OrdinalIgnoreCase))
        || (FollowCases.Contains(partition.Table) && partition.Table != "tussenevaluaties" && _wie.Zaken.Any(z => row.Contains(z, StringComparison.Ordinal)));

    private bool NamesRow(string row) => _ids.Any(id => row.Contains(id, StringComparison.Ordinal));

    /// <summary>An id of the person anywhere; an address where it is the whole of a value.</summary>
    private bool Mentions(JsonNode body) => Any(body, text =>
        _ids.Any(id => text.Contains(id, StringComparison.Ordinal)) || _wie.Adressen.Contains(text, StringComparer.OrdinalIgnoreCase));

    private bool IsId(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == _id;

    /// <summary>A form that was never handed in and in which nobody else wrote.</summary>
    private bool IsOwnDraft(Partition partition, string row, JsonNode body) =>
        partition.Table == "tussenevaluaties" && row.StartsWith("formulier:", StringComparison.Ordinal)
        && body["ingediend"]?.GetValue<bool>() != true && body["schrijvers"] is JsonArray { Count: 1 } writers && IsId(writers[0]);

    private string WithoutIds(string text)
    {
        var without = text.Replace(_id, PersonId.Gewist.ToString(), StringComparison.Ordinal);
        return _ids.Skip(1).Aggregate(without, (t, id) => t.Replace(id, Gewist, StringComparison.Ordinal));
    }

    private string Without(string text, bool words) => words && _words is not null ? _words.Replace(WithoutIds(text), Gewist) : WithoutIds(text);

    private byte[] Rewrite(JsonNode body, bool words) => Encoding.UTF8.GetBytes(Map(body, t => Without(t, words))!.ToJsonString());

    private static bool Any(JsonNode? node, Func<string, bool> holds) => node switch
    {
        JsonObject o => o.Any(p => holds(p.Key) || Any(p.Value, holds)),
        JsonArray a => a.Any(i => Any(i, holds)),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => holds(v.GetValue<string>()),
        _ => false,
    };

    private static JsonNode? Map(JsonNode? node, Func<string, string> map)
    {
        switch (node)
        {
            case JsonObject o:
                var mapped = new JsonObject();
                foreach (var (name, value) in o)
                {
                    mapped[map(name)] = Map(value, map);
                }

                return mapped;
            case JsonArray a:
                return new JsonArray([.. a.Select(i => Map(i, map))]);
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                return map(v.GetValue<string>());
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Packed(JsonNode body)
    {
        if (body["gzip"] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }

        using var gzip = new System.IO.Compression.GZipStream(
            new MemoryStream(Convert.FromBase64String(value.GetValue<string>())), System.IO.Compression.CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        // Unpacked as JSON, because a name may be written with escapes.
        return string.Join('\n', Strings(JsonNode.Parse(text.ReadToEnd())));
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Strings(p.Value)),
        JsonArray a => a.SelectMany(Strings),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => [v.GetValue<string>()],
        _ => [],
    };
}
