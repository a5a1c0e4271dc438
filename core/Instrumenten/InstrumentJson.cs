using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Isop.Core.Instrumenten;

/// <summary>JSON that the institute writes or that comes with the product: bounded in size and depth, every fault named.</summary>
internal static class InstrumentJson
{
    public const int MaxBytes = 256 * 1024;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = 16,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads at most one byte more than <see cref="MaxBytes"/> of the stream.</summary>
    public static async ValueTask<T> ReadAsync<T>(Stream json, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var length = await json.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes + 1), MaxBytes + 1, false, cancellationToken);
            return read(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>True when it could be read and the rules hold, else every fault that was found.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="wat">What it is, to begin a sentence with: "Een instrument".</param>
    /// <param name="read">Null when it is no object at all.</param>
    /// <param name="check">Asked when the reading found no fault.</param>
    /// <param name="value">What was read.</param>
    /// <param name="faults">Empty when it is good.</param>
    public static bool TryRead<T>(
        ReadOnlyMemory<byte> json, string wat, Func<InstrumentNode, T?> read, Func<T, IReadOnlyList<InstrumentFault>> check,
        [NotNullWhen(true)] out T? value, out IReadOnlyList<InstrumentFault> faults)
        where T : class
    {
        value = null;
        if (json.Length > MaxBytes)
        {
            faults = Whole($"Dit bestand is te groot. {wat} is hooguit {MaxBytes / 1024} kB.");
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json), Options);
            var noted = new List<InstrumentFault>();
            value = read(new InstrumentNode(document.RootElement, "$", noted));
            faults = value is not null && noted.Count == 0 ? check(value) : noted;
        }
        catch (JsonException e)
        {
            faults = Whole($"Dit is geen goede JSON, of het is te diep genest. Kijk bij regel {e.LineNumber + 1}, teken {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // A text with bytes or escapes that are no Unicode fails only when it is read.
            faults = Whole("Er staan tekens in die geen tekst zijn. Bewaar het bestand als UTF-8.");
        }

        return value is not null && faults.Count == 0;
    }

    /// <summary>The files that come with the product under this namespace.</summary>
    public static IEnumerable<(string Name, byte[] Json)> Embedded(string space)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(space + ".", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                yield return (name, memory.ToArray());
            }
        }
    }

    /// <summary>Editors on Windows put a byte order mark in front, which the parser would refuse.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json;

    private static InstrumentFault[] Whole(string reason) => [new InstrumentFault("$", reason)];
}
