using System.ComponentModel.DataAnnotations;
using Isop.Core.Sleutels;

namespace Isop.Core.StageEvaluaties;

/// <summary>Settings under Isop:StageEvaluaties.</summary>
public sealed class StageEvaluatieOptions : IValidatableObject
{
    public const string Section = "Isop:StageEvaluaties";

    /// <summary>
    /// The key in a vault (https://{vault}/keys/{name}) that wraps the secret key of each wave, and that only the identity of the clock may
    /// use. Without it the secret stands in the store beside the answers, as on a laptop: then answers are safe from people, not from the machine.
    /// </summary>
    public Uri? Sleutel { get; set; }

    /// <summary>So many different people, at least, stand behind every figure. Never lower than 5.</summary>
    [Range(Vrijgaveregels.LaagsteDrempel, 50)]
    public int Drempel { get; set; } = Vrijgaveregels.LaagsteDrempel;

    /// <summary>The same for comments. Never lower than 10.</summary>
    [Range(Vrijgaveregels.LaagsteDrempelOpmerkingen, 100)]
    public int DrempelOpmerkingen { get; set; } = Vrijgaveregels.LaagsteDrempelOpmerkingen;

    /// <summary>The most study years in one report.</summary>
    [Range(1, 6)]
    public int Venster { get; set; } = 3;

    public Vrijgaveregels Regels => new() { Drempel = Drempel, DrempelOpmerkingen = DrempelOpmerkingen, Venster = Venster };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sleutel is { } key && !KeyVaultKey.IsKey(key))
        {
            yield return new ValidationResult("Sleutel must be the address of a key in a vault, https://{vault}/keys/{name}.", [nameof(Sleutel)]);
        }
    }
}
