using Azure;

namespace Isop.Bot.Gezondheid;

/// <summary>
/// Looks how every part is. What it finds of a part stands for <see cref="Kept"/>, and one looks at a time, so that who asks often
/// cannot make us work. The parts are looked at together: one that is silent keeps none of the others waiting.
/// </summary>
internal sealed partial class Gezondheid
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>How long one part may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly ILogger<Gezondheid> _logger;
    private readonly Blik _storage;
    private readonly IReadOnlyList<Blik> _all;

    public Gezondheid(Onderdelen parts, TimeProvider clock, ILogger<Gezondheid> logger)
    {
        (_clock, _logger) = (clock, logger);
        _storage = new Blik(this, parts.Opslag);
        _all = [_storage, .. parts.Overige.Select(o => new Blik(this, o))];
    }

    public async ValueTask<Gezondheidsbeeld> LookAsync(CancellationToken cancellationToken) =>
        new(await Task.WhenAll(_all.Select(b => b.LookAsync())).WaitAsync(cancellationToken));

    /// <summary>Whether this instance can do its work. That is asked of the storage only: nothing else is better in another instance.</summary>
    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        (await _storage.LookAsync().WaitAsync(cancellationToken)).Stand != Gezondheidsstand.Fout;

    private async Task<Bevinding> TryAsync(Onderdeel part)
    {
        // Not the visitor's token: what is found is for everybody who asks in the next seconds.
        using var patience = new CancellationTokenSource(Patience, _clock);
        try
        {
            return await part.Look(part.Naam, patience.Token);
        }
#pragma warning disable CA1031 // The boundary of one part: whatever is wrong with it is what we came to see.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.Unwell(_logger, part.Naam, trouble);
            return new Bevinding(part.Naam, Gezondheidsstand.Fout, Tell(trouble, part.Recht), _clock.GetUtcNow());
        }
    }

    private static string Tell(Exception trouble, string? recht) => trouble switch
    {
        OperationCanceledException => "Geen antwoord binnen vijf seconden.",
        RequestFailedException { Status: 403 } or { InnerException: RequestFailedException { Status: 403 } } when recht is not null =>
            $"Geen toegang (403): ISOP mist hier het recht ‘{recht}’.",
        _ => $"Geen (goed) antwoord: {trouble.GetType().Name}.",
    };

    /// <summary>What was last seen of one part.</summary>
    private sealed class Blik(Gezondheid owner, Onderdeel part)
    {
        private readonly Lock _lock = new();
        private Task<Bevinding>? _look;
        private long _at;

        /// <summary>Null while somebody looks.</summary>
        private TimeSpan? _kept;

        public Task<Bevinding> LookAsync()
        {
            lock (_lock)
            {
                if (_look is null || (_kept is { } kept && owner._clock.GetElapsedTime(_at) >= kept))
                {
                    (_kept, _at) = (null, owner._clock.GetTimestamp());
                    _look = Task.Run(SeeAsync);
                }

                return _look;
            }
        }

        private async Task<Bevinding> SeeAsync()
        {
            var found = await owner.TryAsync(part);
            lock (_lock)
            {
                _kept = found.Stand == Gezondheidsstand.Goed ? part.Houdbaar : Kept;
            }

            return found;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Part} does not answer as it should.")]
        public static partial void Unwell(ILogger logger, string part, Exception trouble);
    }
}
