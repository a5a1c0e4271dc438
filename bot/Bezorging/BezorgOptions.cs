using System.ComponentModel.DataAnnotations;
using Isop.Core.Bezorging;

namespace Isop.Bot.Bezorging;

/// <summary>Settings "Isop:Bezorging".</summary>
public sealed class BezorgOptions
{
    /// <summary>Calls to the connector per second and tenant. Published limit: 50.</summary>
    [Range(1, 43)]
    public int CallsPerSecond { get; set; } = 43;

    /// <summary>Persons being handled at once in the Teams lane.</summary>
    [Range(1, 256)]
    public int TeamsConcurrency { get; set; } = 32;

    /// <summary>Mails under way at once. Published limit of Exchange Online: 4 per mailbox.</summary>
    [Range(1, 4)]
    public int MailConcurrency { get; set; } = 4;

    /// <summary>Longest time between two looks at the due index; 10 by default when there is a queue.</summary>
    [Range(1, 60)]
    public int PollSeconds { get; set; } = 1;

    /// <summary>Whether this process sends by itself. Off: only when asked (tests).</summary>
    public bool Automatic { get; set; } = true;
}

/// <summary>Settings "Isop:Quiet": when nobody is disturbed, wall time in Amsterdam.</summary>
public sealed class QuietOptions : IValidatableObject
{
    /// <summary>Quiet from this time in the evening.</summary>
    public TimeOnly From { get; set; } = new(19, 0);

    /// <summary>Quiet until this time in the morning.</summary>
    public TimeOnly Until { get; set; } = new(7, 30);

    public bool Weekends { get; set; } = true;

    /// <summary>When the daily or weekly message of who asked for one comes.</summary>
    public TimeOnly Digest { get; set; } = new(15, 30);

    public Stilte ToStilte() => new() { From = From, Until = Until, Weekends = Weekends, Verzamelmoment = Digest };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From <= Until)
        {
            yield return new ValidationResult("Isop:Quiet:From must be later in the day than Isop:Quiet:Until.", [nameof(From)]);
        }

        if (Digest < Until || Digest >= From)
        {
            yield return new ValidationResult("Isop:Quiet:Digest must lie outside the quiet hours.", [nameof(Digest)]);
        }
    }
}
