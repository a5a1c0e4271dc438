using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Gezondheid;

/// <summary>Settings under "Isop" about who looks after the installation.</summary>
public sealed class GezondheidOptions : IValidatableObject
{
    public const string Section = "Isop";

    /// <summary>
    /// E-mail addresses of administrators, as the register has them: they see at /gezond how every part is, and nothing else by it.
    /// The onderwijsbureau sees it too.
    /// </summary>
    public IList<string> Beheerders { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Beheerders.All(new EmailAddressAttribute().IsValid)
            ? []
            : [new ValidationResult("Isop:Beheerders holds something else than e-mail addresses.", [nameof(Beheerders)])];
}
