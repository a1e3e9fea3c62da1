"""Make every derived file of data/ again, in order. Two runs give the same bytes."""

import border
import checksums
import communes
import document_fonts
import map_fonts
import plan
import sample_activities
import sites
import units

if __name__ == "__main__":
    for product in (communes, units, border, sites, plan, sample_activities, map_fonts, document_fonts, checksums):
        product.main()
