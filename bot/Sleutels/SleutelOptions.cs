using System.ComponentModel.DataAnnotations;
using Isop.Core.Sleutels;

namespace Isop.Bot.Sleutels;

/// <summary>Settings under "Isop:KeyVault".</summary>
public sealed class SleutelOptions : IValidatableObject
{
    public const string Section = "Isop:KeyVault";

    /// <summary>
    /// The RSA key that wraps the keys of sign-in and forms: https://{vault}/keys/{name}, without a version, so that a new version is
    /// used by itself. Without it they are kept unwrapped, for an installation on one machine.
    /// </summary>
    public Uri? Key { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Key is null || KeyVaultKey.IsKey(Key)
            ? []
            : [new ValidationResult("Isop:KeyVault:Key must be https://{vault}/keys/{name}, without a version.", [nameof(Key)])];
}
