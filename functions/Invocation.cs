using System.Text.Json;

namespace Isop.Functions;

/// <summary>One call of the host: what triggered it, and what is known about that. Names and shapes are the host's.</summary>
/// <param name="Id">The host's id of this call; the host may call twice with one id.</param>
/// <param name="Data">Per binding of function.json its value.</param>
/// <param name="Metadata">What the trigger tells more, such as "DequeueCount" and "Id" of a queue message.</param>
public sealed record Invocation(string Id, JsonElement Data, JsonElement Metadata)
{
    /// <summary>Who runs a job, as it is kept with the run.</summary>
    public string By => $"functions {Id}";

    /// <summary>The text of a queue message that this binding brought; null when there is none.</summary>
    public string? Text(string binding) => TextOf(Data, binding);

    /// <summary>A word of the metadata; null when it is not there. The host may send a word with its quotes.</summary>
    public string? About(string name) => TextOf(Metadata, name)?.Trim('"');

    private static string? TextOf(JsonElement part, string name) =>
        part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();
}

/// <summary>What a function tells the host. A failed call is made again (queue) or shown as failed (timer).</summary>
public abstract record Outcome(IReadOnlyList<string> Logs)
{
    public sealed record Done(params IReadOnlyList<string> Lines) : Outcome(Lines);

    public sealed record Failed(params IReadOnlyList<string> Lines) : Outcome(Lines);
}

public delegate ValueTask<Outcome> FunctionHandler(Invocation call, CancellationToken cancellationToken);

/// <summary>The body of a call, as the host writes it.</summary>
public sealed record InvocationRequest(JsonElement Data, JsonElement Metadata);

/// <summary>The body of an answer, as the host reads it: never empty, or the host takes the call for failed.</summary>
public sealed record InvocationResponse(IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<string> Logs, string? ReturnValue);
