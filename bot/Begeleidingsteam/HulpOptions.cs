using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>Where a student who is stuck can turn to besides the begeleidingsteam; settings under Isop:Hulp, for each institute.</summary>
public sealed class HulpOptions
{
    public const string Section = "Isop:Hulp";

    [Required]
    public InstituutHulp Hbo { get; set; } = new();

    [Required]
    public InstituutHulp Mbo { get; set; } = new();
}

/// <summary>Name, e-mail, telephone, hours: as the student reads it. Empty: the card says to look on the institute's own pages.</summary>
public sealed class InstituutHulp
{
    [StringLength(300)]
    public string Decaan { get; set; } = "";

    [StringLength(300)]
    public string Studentpsycholoog { get; set; } = "";

    [StringLength(300)]
    public string Vertrouwenspersoon { get; set; } = "";
}
